using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Roles;

/// <summary>Makes and removes the run's IAM roles. Both are safe to repeat, so it needs to look for nothing first.</summary>
public sealed class RolesActor(IRoles roles) : WorkActor
{
    protected override void Begin(WorkOrder order, bool again)
    {
        switch (order)
        {
            case EnsureRoles ensure:
                Create(order, c => roles.Ensure(ensure.Request, c), made => Done(new RolesEnsured(order.Key, made)));
                break;
            case RemoveRoles remove when IsCreating:
                After(order, TimeSpan.FromSeconds(1), () => Begin(remove, again));
                break;
            case RemoveRoles remove:
                Call(order, c => roles.Remove(remove.Request, c), () => Done(new Removed(order.Key)));
                break;
            default:
                throw new InvalidOperationException($"The roles actor knows no order of type {order.GetType().Name}.");
        }
    }
}
