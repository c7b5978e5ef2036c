using System.Text.Json;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>A place where the gateway answers otherwise than the recorded Livy, and why that is meant.</summary>
internal sealed record Deviation(string File, int Exchange, IReadOnlyList<string> Differs, string Reason)
{
    private static string ListPath => Path.Combine(AppContext.BaseDirectory, "Fixtures", "gateway-deviations.json");

    public static IReadOnlyList<Deviation> Load() =>
        JsonSerializer.Deserialize<IReadOnlyList<Deviation>>(System.IO.File.ReadAllBytes(ListPath), RelaxedJson.Options)!;
}

/// <summary>Exchanges that are not replayed, and why; the long ones are with <c>./pipeline test --all</c>.</summary>
internal sealed record NotReplayed(string File, int From, int To, string Reason, bool IsLong = false)
{
    private static readonly bool All = Environment.GetEnvironmentVariable("PIPELINE_TEST_ALL") is not null;

    private static readonly IReadOnlyList<NotReplayed> Listed =
    [
        new("03-sql-outputs.json", 154, 167, "Hashes 400 million rows, for which the local engine takes minutes.", IsLong: true),
        new("04-sql-errors.json", 55, 56, "Makes a text of 2,000,000,000 characters to show a JVM out of memory; here it would cost the machine 4 GB."),
        new("09-deaths.json", 40, 98, "Parts C, D and E: how Scala and Python interpreters die; the local engine has none."),
        new("09-deaths.json", 129, 136, "A missing Python file; the local engine has no Python."),
    ];

    public static IEnumerable<NotReplayed> Of(string file) => Listed.Where(part => part.File == file && !(part.IsLong && All));

    public static bool Contains(string file, int exchange) => Of(file).Any(part => part.From <= exchange && exchange <= part.To);
}
