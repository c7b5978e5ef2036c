using Pipeline.Bench;

// dotnet run -c Release --project Pipeline.Bench -- actors | latency | all
return args switch
{
    ["actors"] => await ActorsBench.Run(),
    ["latency"] => await LatencyBench.Run(),
    ["all"] or [] => await ActorsBench.Run() + await LatencyBench.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Pipeline.Bench actors | latency | all");
    return 2;
}
