using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Warehouses;

/// <summary>Owns the run's warehouse: finds or makes it, has its tables loaded and checked, removes it.</summary>
public sealed class WarehouseActor(IWarehouses warehouses, IWarehouseSql sql, RunSettings settings) : WorkActor
{
    /// <summary>Failed looks in a row that a starting warehouse is forgiven.</summary>
    private const int Patience = 5;

    protected override void Begin(WorkOrder order, bool again)
    {
        switch (order)
        {
            case ProvisionWarehouse provision:
                Find(provision);
                break;
            case ApplySchema schema:
                Call(order, c => sql.ApplySchema(schema.Warehouse, schema.Script, c), () => Done(new SchemaDone(order.Key)));
                break;
            case StageTable stage:
                Call(order, c => sql.Stage(stage.Warehouse, stage.Load, c), rows => Done(new Staged(order.Key, rows)));
                break;
            case LoadStarTable load:
                Call(order, c => sql.Load(load.Warehouse, load.Load, c), rows => Done(new Loaded(order.Key, rows)));
                break;
            case RunCheck check:
                Call(order, c => sql.Count(check.Warehouse, check.Query, c), count => Done(new Counted(order.Key, count)));
                break;
            case RemoveWarehouse remove:
                Remove(remove);
                break;
            default:
                throw new InvalidOperationException($"The warehouse actor knows no order of type {order.GetType().Name}.");
        }
    }

    private void Find(ProvisionWarehouse order) =>
        Call(order, c => warehouses.Find(order.Request, c), found =>
        {
            if (found is null)
            {
                Create(order, c => warehouses.Create(order.Request, c), made => Follow(order, made, 0));
            }
            else
            {
                Follow(order, found, 0);
            }
        });

    private void Follow(ProvisionWarehouse order, Warehouse warehouse, int looks, int failures = 0)
    {
        switch (warehouse.Status)
        {
            case WarehouseStatus.Ready:
                Done(new WarehouseProvisioned(order.Key, warehouse.Endpoint!));
                break;
            case WarehouseStatus.Starting:
                After(order, settings.WarehousePolling.DelayAfter(looks), () =>
                    Call(
                        order,
                        c => warehouses.Find(order.Request, c),
                        now => Follow(order, now ?? warehouse with { Status = WarehouseStatus.Failed }, looks + 1),
                        bear: failure =>
                        {
                            var bears = failure.Kind == FailureKind.Transient && failures < Patience;
                            if (bears)
                            {
                                Follow(order, warehouse, looks + 1, failures + 1);
                            }

                            return bears;
                        }));
                break;
            default:
                throw new OrderFailedException(
                    order.Key, FailureKind.Transient, $"Warehouse {order.Request.Name} ended before it was ready: {warehouse.Why ?? "no reason given"}");
        }
    }

    private void Remove(RemoveWarehouse order)
    {
        if (IsCreating)
        {
            After(order, settings.WarehousePolling.First, () => Remove(order));
            return;
        }

        Call(order, c => warehouses.Delete(order.Request, c), () => AwaitEnd(order, 0));
    }

    private void AwaitEnd(RemoveWarehouse order, int looks) =>
        Call(order, c => warehouses.Find(order.Request, c), found =>
        {
            if (found is null)
            {
                Done(new Removed(order.Key));
            }
            else
            {
                After(order, settings.WarehousePolling.DelayAfter(looks), () => AwaitEnd(order, looks + 1));
            }
        });
}
