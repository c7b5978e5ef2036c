using System.Collections.Concurrent;
using Amazon.Redshift;
using Pipeline.Host.Adapters.Aws.Errors;

namespace Pipeline.Host.Adapters.Aws.Redshift;

/// <summary>A database user and a password that lasts an hour at most. It is kept in memory only.</summary>
public sealed record RedshiftLogin(string User, string Password, DateTimeOffset Until)
{
    /// <summary>Without the password: records print themselves into logs and messages.</summary>
    public override string ToString() => $"user {User} until {Until:u}";
}

/// <summary>Temporary logins, one for each cluster and database, renewed before they end.</summary>
/// <param name="redshift">The client.</param>
/// <param name="time">Tells when one ends.</param>
public sealed class RedshiftLogins(IAmazonRedshift redshift, TimeProvider time)
{
    /// <summary>A password has to last only while a connection is opened.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly AwsCalls _calls = new(RedshiftErrors.Table);
    private readonly ConcurrentDictionary<(string Cluster, string User, string Database), RedshiftLogin> _known = [];

    public async Task<RedshiftLogin> Get(string cluster, string user, string database, CancellationToken cancellation)
    {
        var key = (cluster, user, database);
        if (_known.TryGetValue(key, out var known) && known.Until - Margin > time.GetUtcNow())
        {
            return known;
        }

        var answer = await _calls.Send(
            $"give a login to cluster {cluster}", c => redshift.GetClusterCredentialsAsync(RedshiftRequests.Login(cluster, user, database), c), cancellation);
        var until = answer.Expiration is { } end ? new DateTimeOffset(end.ToUniversalTime()) : time.GetUtcNow();

        // The user as the answer names it: IAM:pipeline logs in, pipeline does not.
        return _known[key] = new RedshiftLogin(answer.DbUser, answer.DbPassword, until);
    }

    /// <summary>A login that was refused is not shown again.</summary>
    public void Forget(string cluster, string user, string database) => _known.TryRemove((cluster, user, database), out _);
}
