using Pipeline.Actors.Definitions;

namespace Pipeline.Host.Simulated.World;

/// <summary>How long things take outside: the one table. Orders of magnitude of EMR, Livy and Redshift; what is drawn lies between the two.</summary>
public static class Durations
{
    // One call, from its sending to its answer.
    public static readonly Spread Call = Milliseconds(30, 400);
    public static readonly Spread ConnectTimeout = Seconds(10, 15);
    public static readonly TimeSpan AwsTimeout = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan LivyTimeout = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan SqlTimeout = TimeSpan.FromSeconds(30);

    public static readonly Spread LakePreparation = Seconds(2, 20);
    public static readonly TimeSpan RolePropagation = TimeSpan.FromSeconds(15);

    public static readonly Spread ClusterStart = Minutes(5, 12);
    public static readonly Spread ClusterEnd = Minutes(1, 4);
    public static readonly Spread ClusterListed = Seconds(1, 20);
    public static readonly Spread ClusterUnlisted = Seconds(60, 110);
    public static readonly Spread ClusterLostAfter = Minutes(1, 30);

    public static readonly Spread SessionStart = Seconds(20, 60);
    public static readonly Spread SessionDelete = Seconds(1, 10);
    public static readonly Spread LivyRestart = Seconds(15, 45);
    public static readonly Spread DriverOutlives = Seconds(0, 90);
    public static readonly TimeSpan DeadSessionKept = TimeSpan.FromMinutes(10);

    public static readonly Spread WarehouseStart = Minutes(3, 8);
    public static readonly Spread WarehouseEnd = Minutes(2, 6);
    public static readonly Spread WarehouseUnreachable = Seconds(15, 50);

    public static readonly Spread Schema = Seconds(3, 15);
    public static readonly Spread Staging = Minutes(1, 4);
    public static readonly Spread StarLoad = Minutes(1, 5);
    public static readonly Spread Check = Seconds(1, 10);

    /// <summary>A statement of a Spark script, by what it makes Spark do.</summary>
    public static Spread Statement(ScriptStatementKind kind, bool caches) => kind switch
    {
        ScriptStatementKind.SessionLocal when caches => Minutes(1, 2),
        ScriptStatementKind.SessionLocal or ScriptStatementKind.Describe => Seconds(1, 4),
        ScriptStatementKind.Query => Minutes(1, 3),
        ScriptStatementKind.OutsideEffect => Minutes(4, 10),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static Spread Milliseconds(int least, int most) => new(TimeSpan.FromMilliseconds(least), TimeSpan.FromMilliseconds(most));

    private static Spread Seconds(int least, int most) => new(TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(most));

    private static Spread Minutes(int least, int most) => new(TimeSpan.FromMinutes(least), TimeSpan.FromMinutes(most));
}
