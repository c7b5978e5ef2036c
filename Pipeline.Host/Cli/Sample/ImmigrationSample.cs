using System.Globalization;

namespace Pipeline.Host.Cli.Sample;

/// <summary>Lines of immigration.csv: admissions of one April, some with missing, unknown or broken values.</summary>
internal static class ImmigrationSample
{
    private const string Header =
        ",cicid,i94yr,i94mon,i94cit,i94res,i94port,arrdate,i94mode,i94addr,depdate,i94bir,i94visa,count,dtadfile,visapost,occup,"
        + "entdepa,entdepd,entdepu,matflag,biryear,dtaddto,gender,insnum,airline,admnum,fltno,visatype";

    private const int CicidField = 1, ArrivalField = 7, DepartureField = 10, AirlineField = 25;

    /// <summary>The first arrival is always whole and by air, so that a sample of any size has one to keep.</summary>
    public static IEnumerable<(string Text, string End)> Lines(int rows, SampleRandom random)
    {
        yield return (Header, "\n");
        var cicid = 0;
        var broken = 0;
        string[] fields = [];
        for (var row = 0; row < rows; row++)
        {
            var kind = row == 0 ? 999 : random.Below(1000);
            if (row > 0 && kind < 2)
            {
                fields = Repeated(fields, random);
            }
            else
            {
                cicid += random.Between(1, 4);
                fields = Admission.Draw(random, row + 1, cicid, clean: row == 0);
            }
            yield return (kind is 2 or 3 or 4 ? Broken(fields, broken++) : string.Join(',', fields), "\n");
        }
    }

    // The extract has an admission twice when the departure was learned later.
    private static string[] Repeated(string[] fields, SampleRandom random)
    {
        string[] repeated = [.. fields];
        var arrival = int.Parse(fields[ArrivalField].AsSpan()[..^2], CultureInfo.InvariantCulture);
        repeated[DepartureField] = (arrival + random.Between(1, 60)).ToString(CultureInfo.InvariantCulture) + ".0";
        return repeated;
    }

    // In turn, so that a sample of some size has every kind.
    private static string Broken(string[] fields, int turn)
    {
        string[] broken = [.. fields];
        switch (turn % 6)
        {
            case 0: // cut off
                return string.Join(',', fields.Take(9));
            case 1: // a comma that nobody quoted
                broken[AirlineField] = "AA,BA";
                break;
            case 2: // a quote that nobody closed
                broken[AirlineField] = "\"AA";
                break;
            case 3:
                broken[CicidField] = "n/a";
                break;
            case 4:
                broken[ArrivalField] = "";
                break;
            default:
                broken[DepartureField] = "May";
                break;
        }
        return string.Join(',', broken);
    }
}
