using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Adapters.Aws.Redshift;

/// <summary>Connects to Redshift as the run's user, with a temporary login.</summary>
/// <param name="logins">The logins.</param>
/// <param name="settings">Whose user, and what protection.</param>
public sealed class RedshiftConnections(RedshiftLogins logins, AwsWarehouseSettings settings)
{
    public async Task<IRedshiftSession> Open(WarehouseEndpoint warehouse, CancellationToken cancellation)
    {
        var (cluster, user) = settings.Existing is { } existing ? (existing.Cluster, existing.User) : (warehouse.Warehouse, AwsWarehouseSettings.MasterUser);
        var login = await logins.Get(cluster, user, warehouse.Database, cancellation);
        var source = Source(warehouse, login, settings.Encryption);
        try
        {
            return new NpgsqlRedshiftSession(source, await source.OpenConnectionAsync(cancellation));
        }
        catch (Exception failed)
        {
            await source.DisposeAsync();
            if (failed is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused)
            {
                logins.Forget(cluster, user, warehouse.Database);
                throw PortFailureException.Transient($"Redshift cluster {cluster} refused its own temporary login: {refused.MessageText}. The next attempt takes a new one.", refused);
            }

            throw;
        }
    }

    /// <summary>Npgsql has no compatibility mode for Redshift any more: what matters is that it does not ask a catalog that differs for its types.</summary>
    private static NpgsqlDataSource Source(WarehouseEndpoint warehouse, RedshiftLogin login, ConnectionEncryption encryption)
    {
        var builder = new NpgsqlDataSourceBuilder(ConnectionString(warehouse, login, encryption));
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    internal static string ConnectionString(WarehouseEndpoint warehouse, RedshiftLogin login, ConnectionEncryption encryption) => new NpgsqlConnectionStringBuilder
    {
        Host = warehouse.Host,
        Port = warehouse.Port,
        Database = warehouse.Database,
        Username = login.User,
        Password = login.Password,
        SslMode = encryption switch
        {
            ConnectionEncryption.Verified => SslMode.VerifyFull,
            ConnectionEncryption.Unverified => SslMode.Require,
            _ => SslMode.Disable,
        },

        // A pool would keep a login beyond its end, and connections beyond the run.
        Pooling = false,
        Timeout = 30,

        // A load has the run's deadline, not one of the driver's; the server ends what nobody waits for.
        CommandTimeout = 0,
        KeepAlive = 30,
        ApplicationName = "pipeline",
    }.ConnectionString;
}
