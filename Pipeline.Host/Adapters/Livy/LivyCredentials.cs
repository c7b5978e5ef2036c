namespace Pipeline.Host.Adapters.Livy;

/// <summary>Whom to log in to a cluster's Livy as.</summary>
public sealed record LivyCredentials(string User, string Secret)
{
    /// <summary>Without the secret: records print themselves into logs and messages.</summary>
    public override string ToString() => $"user {User}";
}
