namespace Pipeline.Host.Configuration;

/// <summary>A value that is never shown: printing the record that holds it prints this instead.</summary>
public readonly record struct Secret(string Value)
{
    public override string ToString() => "(secret)";
}
