using System.Globalization;
using Pipeline.Bench;

// dotnet run -c Release --project Pipeline.Bench -- actors | latency | engine [ROWS] | run [ROWS] | all
return args switch
{
    ["actors"] => await ActorsBench.Run(),
    ["latency"] => await LatencyBench.Run(),
    ["engine"] => await EngineBench.Run(219_000),
    ["engine", var rows] => await EngineBench.Run(int.Parse(rows, CultureInfo.InvariantCulture)),
    ["run"] => await RunBench.Run(219_000),
    ["run", var rows] => await RunBench.Run(int.Parse(rows, CultureInfo.InvariantCulture)),
    ["all"] or [] => await ActorsBench.Run() + await LatencyBench.Run() + await EngineBench.Run(219_000) + await RunBench.Run(219_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Pipeline.Bench actors | latency | engine [ROWS] | run [ROWS] | all");
    return 2;
}
