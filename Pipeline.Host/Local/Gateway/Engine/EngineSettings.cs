namespace Pipeline.Host.Local.Gateway.Engine;

/// <summary>How an engine is started.</summary>
public sealed record EngineSettings(IReadOnlyList<string> Command, int Threads, string Memory, string TempFolder);
