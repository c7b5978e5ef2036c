using System.Globalization;
using Pipeline.Host.Local.Gateway.Http;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>Reads the body of POST /sessions.</summary>
public static class SessionRequestReader
{
    private const string ClassName = "org.apache.livy.server.interactive.CreateInteractiveRequest";

    private static readonly JacksonBinder Binder = new(
        ClassName,
        [
            "executorCores", "conf", "driverMemory", "name", "driverCores", "pyFiles", "archives", "kind", "files", "jars", "proxyUser",
            "numExecutors", "heartbeatTimeoutInSecond", "ttl", "queue", "executorMemory",
        ]);

    /// <exception cref="LivyException">The body is refused before the session gets an id.</exception>
    public static SessionRequest Read(byte[] body)
    {
        try
        {
            var reader = new JacksonReader(body);
            if (reader.ReadUnlessObject(out var start) is { } value)
            {
                return value.Kind == JacksonKind.Null ? Late(new SessionRequest(), NullPointer(
                    $"Cannot invoke \"{ClassName}.ttl()\" because \"createRequest\" is null")) : throw Binder.NotAnObject(value);
            }

            var request = new SessionRequest();
            reader.ReadProperties(start, Binder, (name, member) => request = With(request, name, member));
            return request;
        }
        catch (JacksonException fault)
        {
            throw new LivyException(LivyError.Unreadable(fault.Message));
        }
    }

    private static SessionRequest With(SessionRequest request, string name, JacksonValue value) => name switch
    {
        "kind" => WithKind(request, value),
        "name" => request with { Name = Binder.Text(name, value) },
        "driverMemory" => request with { DriverMemory = Binder.Text(name, value) },
        "executorMemory" => request with { ExecutorMemory = Binder.Text(name, value) },
        "queue" => request with { Queue = Binder.Text(name, value) },
        "ttl" => request with { Ttl = Binder.Text(name, value) },
        "proxyUser" => Binder.Text(name, value) is var _ ? request : request,
        "heartbeatTimeoutInSecond" => request with { HeartbeatTimeoutInSecond = Binder.Int(name, value) },
        "driverCores" => WithInt(request, value, number => request with { DriverCores = number }),
        "executorCores" => WithInt(request, value, number => request with { ExecutorCores = number }),
        "numExecutors" => WithInt(request, value, number => request with { NumExecutors = number }),
        "conf" => WithConf(request, value),
        "jars" => WithList(request, Binder.TextList(name, value), list => request with { Jars = list }),
        "pyFiles" => WithList(request, Binder.TextList(name, value), list => request with { PyFiles = list }),
        "files" => WithList(request, Binder.TextList(name, value), list => request with { Files = list }),
        "archives" => WithList(request, Binder.TextList(name, value), list => request with { Archives = list }),
        _ => throw Binder.Unknown(name, value.AfterToken),
    };

    private static SessionRequest WithKind(SessionRequest request, JacksonValue value)
    {
        if (value.Kind == JacksonKind.Null)
        {
            return Late(request, NullPointer("Cannot invoke \"org.apache.livy.sessions.Kind.toString()\" because \"kind\" is null"));
        }

        if (value.Kind != JacksonKind.Text)
        {
            throw Binder.Named("kind", "requirement failed: Kind should be a string.");
        }

        return request with
        {
            Kind = Kinds.Normalise(value.Text) ?? throw Binder.Named("kind", $"Invalid kind: {value.Text}"),
        };
    }

    // The Scala field's type is erased, so that anything gets in and the cast fails only later.
    private static SessionRequest WithInt(SessionRequest request, JacksonValue value, Func<int, SessionRequest> with) => value.Kind switch
    {
        JacksonKind.Null => request,
        JacksonKind.Int when int.TryParse(value.Text, CultureInfo.InvariantCulture, out var number) => with(number),
        _ => Late(request, LivyError.Failure("java.lang.ClassCastException")),
    };

    private static SessionRequest WithConf(SessionRequest request, JacksonValue value)
    {
        var conf = Binder.TextMap("conf", value);
        if (conf is null)
        {
            return Late(request, NullPointer(
                $"Cannot invoke \"scala.collection.immutable.Map.nonEmpty()\" because the return value of \"{ClassName}.conf()\" is null"));
        }

        var bound = request with { Conf = conf };
        return conf.Any(entry => entry.Value is null) ? Late(bound, LivyError.Failure("java.lang.NullPointerException")) : bound;
    }

    private static SessionRequest WithList(
        SessionRequest request, IReadOnlyList<string>? list, Func<IReadOnlyList<string>, SessionRequest> with) => list is null
        ? Late(request, NullPointer("Cannot invoke \"scala.collection.Seq.filter(scala.Function1)\" because \"uris\" is null"))
        : with(list);

    private static SessionRequest Late(SessionRequest request, LivyError failure) =>
        request with { LateFailure = request.LateFailure ?? failure };

    private static LivyError NullPointer(string message) => LivyError.Failure("java.lang.NullPointerException: " + message);
}
