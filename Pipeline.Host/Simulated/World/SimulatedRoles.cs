using Pipeline.Actors;
using Pipeline.Actors.Roles;
using Pipeline.Host.Adapters.Aws.Iam;

namespace Pipeline.Host.Simulated.World;

/// <summary>IAM: one role of a name, and none goes while something that lives uses it.</summary>
internal sealed class SimulatedRoles(Outside outside, Neighbours neighbours) : IRoles
{
    public async Task<RunRoles> Ensure(RolesRequest request, CancellationToken cancellation)
    {
        var names = new RoleNames(request.Prefix);
        var made = await outside.Send(Call(nameof(Ensure), request.Prefix) with { Changes = true }, arrival =>
        {
            neighbours.Meet(request.Prefix, request.Journal);

            // An answer that was lost may have been that of any of the calls that this is made of.
            var all = Of(names);
            var reached = arrival.Fault is null ? all.Length : 1 + (int)(outside.Draw.Unit("roles reached", request.Prefix, arrival.Nth) * all.Length);
            return all.Take(reached).Count(thing => Make(request, thing.Kind, thing.Name, arrival.At));
        }, cancellation);
        if (made > 0)
        {
            await outside.Delay(Durations.RolePropagation);
        }

        return new RunRoles(Arn(names.Service), names.Ec2, Arn(names.Redshift));
    }

    public Task Remove(RolesRequest request, CancellationToken cancellation) =>
        outside.Send(Call(nameof(Remove), request.Prefix) with { Changes = true, Removes = true }, arrival =>
        {
            foreach (var (kind, name) in Of(new RoleNames(request.Prefix)).Reverse())
            {
                if (outside.Inventory.Live(kind, name) is { } thing && IsOwn(thing, request))
                {
                    Delete(request, thing, arrival.At);
                }
            }

            return true;
        }, cancellation);

    /// <summary>What other services know a role by.</summary>
    public static string Arn(string name) => $"arn:aws:iam::000000000000:role/{name}";

    private static (ThingKind Kind, string Name)[] Of(RoleNames names) =>
        [(ThingKind.Role, names.Service), (ThingKind.Role, names.Ec2), (ThingKind.Role, names.Redshift), (ThingKind.InstanceProfile, names.Ec2)];

    private bool Make(RolesRequest request, ThingKind kind, string name, DateTimeOffset at)
    {
        if (outside.Inventory.Live(kind, name) is { } there)
        {
            return IsOwn(there, request)
                ? false
                : throw PortFailureException.Permanent($"A role {name} exists that is not this run's: it is left alone (simulated).");
        }

        var thing = outside.Inventory.Add(new Thing
        {
            Kind = kind,
            Name = name,
            Id = outside.Inventory.NewId("i-"),
            Run = request.RunId,
            Journal = request.Journal,
            CreatedAt = at,
            ReadyAt = at,
        });
        outside.Log.Add(new WorldDeed(at, Deed.Created, name, thing.Id));
        return true;
    }

    private void Delete(RolesRequest request, Thing role, DateTimeOffset at)
    {
        var user = role.Name == new RoleNames(request.Prefix).Redshift ? ThingKind.Warehouse : ThingKind.Cluster;
        if (outside.Inventory.Named(user, request.Prefix).Any(thing => thing.DeletedAt is null && IsOwn(thing, request)))
        {
            throw PortFailureException.Transient($"IAM did not delete {role.Name}: DeleteConflict, the {user} {request.Prefix} uses it (simulated).");
        }

        outside.Log.Add(new WorldDeed(at, Deed.RemovalAsked, role.Name, role.Id));
        outside.Inventory.End(role.Id, at, at, EndCause.Removed);
        outside.Log.Add(new WorldDeed(at, Deed.Gone, role.Name, role.Id));
    }

    private static bool IsOwn(Thing thing, RolesRequest request) => thing.Run == request.RunId && thing.Journal == request.Journal;

    private static OutsideCall Call(string member, string subject) => new(nameof(IRoles), member, subject, Durations.AwsTimeout);
}
