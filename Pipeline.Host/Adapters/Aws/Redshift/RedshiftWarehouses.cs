using Amazon.Redshift;
using Pipeline.Actors;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Aws.Errors;
using Described = Amazon.Redshift.Model.Cluster;

namespace Pipeline.Host.Adapters.Aws.Redshift;

// Not the namespace of the local adapter beside this one.
using Warehouse = Pipeline.Actors.Warehouses.Warehouse;

/// <summary>Clusters on Redshift, one for each run, found again by name and tags.</summary>
/// <param name="redshift">The client.</param>
/// <param name="settings">Where they stand and how they are reached.</param>
/// <param name="budget">What all runs together may call Redshift.</param>
public sealed class RedshiftWarehouses(IAmazonRedshift redshift, AwsWarehouseSettings settings, CallBudget budget) : IWarehouses
{
    private readonly AwsCalls _calls = new(RedshiftErrors.Table);

    public async Task<Warehouse?> Find(WarehouseRequest request, CancellationToken cancellation) =>
        await Describe(request, cancellation) is { } found && IsOwn(found, request) ? RedshiftStates.Read(found, request.Role, settings.Endpoint) : null;

    public async Task<Warehouse> Create(WarehouseRequest request, CancellationToken cancellation)
    {
        await budget.Take(cancellation);
        var made = await _calls.Send<Described?>(
            $"make cluster {request.Name}",
            async c => (await redshift.CreateClusterAsync(RedshiftRequests.Create(request, settings), c)).Cluster,
            AwsMeaning.AlreadyExists,
            () => null,
            cancellation);
        if (made is not null)
        {
            return RedshiftStates.Read(made, request.Role, settings.Endpoint);
        }

        return await Describe(request, cancellation) switch
        {
            null => throw PortFailureException.Transient($"Redshift has a cluster {request.Name} and does not show it yet."),
            var found when IsOwn(found, request) => RedshiftStates.Read(found, request.Role, settings.Endpoint),
            _ => throw PortFailureException.Permanent(
                $"A Redshift cluster {request.Name} exists that is not this run's ({AwsTags.JournalKey} is not {request.Journal}): it is left alone. Rename or remove it."),
        };
    }

    public async Task Delete(WarehouseRequest request, CancellationToken cancellation)
    {
        if (await Find(request, cancellation) is null or { Status: WarehouseStatus.Deleting })
        {
            return;
        }

        await budget.Take(cancellation);
        await _calls.Send<object?>(
            $"delete cluster {request.Name}",
            async c => await redshift.DeleteClusterAsync(RedshiftRequests.Delete(request), c),
            AwsMeaning.NotFound,
            () => null,
            cancellation);
    }

    private async Task<Described?> Describe(WarehouseRequest request, CancellationToken cancellation)
    {
        await budget.Take(cancellation);
        return await _calls.Send<Described?>(
            $"show cluster {request.Name}",
            async c => (await redshift.DescribeClustersAsync(RedshiftRequests.Find(request.Name), c)).Clusters?.FirstOrDefault(),
            AwsMeaning.NotFound,
            () => null,
            cancellation);
    }

    private static bool IsOwn(Described found, WarehouseRequest request) =>
        RedshiftRequests.Tags(request).AreOn((found.Tags ?? []).Select(tag => (tag.Key, tag.Value)));
}
