using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>Spark reads CSV by position: columns in another order would be loaded into the wrong places in silence.</summary>
public class HeaderTests
{
    [RequiresTheory(Needs.Engine)]
    [InlineData("immigration", "immigration.csv",
        ",cicid,i94yr,i94mon,i94res,i94cit,i94port,arrdate,i94mode,i94addr,depdate,i94bir,i94visa,count,dtadfile,visapost,occup,entdepa,entdepd,entdepu,matflag,biryear,dtaddto,gender,insnum,airline,admnum,fltno,visatype")]
    [InlineData("immigration", "immigration.csv", "")]
    [InlineData("airports", "airports.csv", "ident,type,name,elevation_ft,continent,iso_region,iso_country,municipality,gps_code,iata_code,local_code,coordinates")]
    [InlineData("demography", "us-cities-demographics.csv",
        "City;State;Median Age;Female Population;Male Population;Total Population;Number of Veterans;Foreign-born;Average Household Size;State Code;Race;Count")]
    [InlineData("temperature", "temperatures-by-state.csv", "dt,AverageTemperature,AverageTemperatureUncertainty,Country,State")]
    public async Task A_file_with_another_header_fails_its_job(string job, string file, string header)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => JobRun.Over(job, file, header + "\n" + header.Replace('_', '1') + "\n"));

        Assert.Contains("header", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [RequiresTheory(Needs.Engine)]
    [InlineData("immigration", "immigration.csv")]
    [InlineData("airports", "airports.csv")]
    [InlineData("demography", "us-cities-demographics.csv")]
    [InlineData("temperature", "temperatures-by-state.csv")]
    public async Task A_missing_file_is_named(string job, string file)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => JobRun.Over(job, "other.csv", ""));

        Assert.Contains(file, error.Message);
    }
}
