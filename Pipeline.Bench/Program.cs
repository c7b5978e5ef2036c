using System.Globalization;
using Pipeline.Bench;

// dotnet run -c Release --project Pipeline.Bench -- actors | latency | recovery [RUNS] | engine [ROWS] | run [ROWS] | simulation [RUNS] | all
return args switch
{
    ["actors"] => await ActorsBench.Run(),
    ["latency"] => await LatencyBench.Run(),
    ["recovery"] => await RecoveryBench.Run([10, 100, 1_000, 10_000]),
    ["recovery", var runs] => await RecoveryBench.Run([int.Parse(runs, CultureInfo.InvariantCulture)]),
    ["engine"] => await EngineBench.Run(219_000),
    ["engine", var rows] => await EngineBench.Run(int.Parse(rows, CultureInfo.InvariantCulture)),
    ["run"] => await RunBench.Run(219_000),
    ["run", var rows] => await RunBench.Run(int.Parse(rows, CultureInfo.InvariantCulture)),
    ["simulation"] => await SimulationBench.Run(1_000),
    ["simulation", var runs] => await SimulationBench.Run(int.Parse(runs, CultureInfo.InvariantCulture)),
    ["all"] or [] => await ActorsBench.Run() + await LatencyBench.Run() + await RecoveryBench.Run([10, 100, 1_000, 10_000]) + await EngineBench.Run(219_000) + await RunBench.Run(219_000)
        + await SimulationBench.Run(1_000),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Pipeline.Bench actors | latency | recovery [RUNS] | engine [ROWS] | run [ROWS] | simulation [RUNS] | all");
    return 2;
}
