namespace Akka;

/// <summary>What a task yields that has nothing to say but that it is done.</summary>
public sealed class Done
{
    public static readonly Done Instance = new();

    private Done() { }
}
