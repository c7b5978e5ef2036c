using Pipeline.Host.Local.Gateway.Http;

namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>Reads the bodies that carry code: of statements, and of requests for completion.</summary>
public static class ExecuteRequestReader
{
    private const string Statement = "org.apache.livy.ExecuteRequest";
    private const string Completion = "org.apache.livy.CompletionRequest";

    /// <exception cref="LivyException">The body cannot be read.</exception>
    public static ExecuteRequest ReadStatement(byte[] body) => Read(
        body,
        new JacksonBinder(Statement, ["msg_type", "kind", "code"]),
        LivyError.Failure($"java.lang.NullPointerException: Cannot invoke \"{Statement}.code()\" because \"content\" is null"));

    /// <exception cref="LivyException">The body cannot be read.</exception>
    public static ExecuteRequest ReadCompletion(byte[] body) => Read(
        body,
        new JacksonBinder(Completion, ["code", "kind", "cursor"]),
        LivyError.Failure($"java.lang.NullPointerException: Cannot invoke \"{Completion}.code()\" because \"content\" is null"));

    private static ExecuteRequest Read(byte[] body, JacksonBinder binder, LivyError ifNull)
    {
        try
        {
            var reader = new JacksonReader(body);
            if (reader.ReadUnlessObject(out var start) is { } value)
            {
                throw value.Kind == JacksonKind.Null ? new LivyException(ifNull) : binder.NotAnObject(value);
            }

            return ReadObject(reader, start, binder);
        }
        catch (JacksonException fault)
        {
            throw new LivyException(LivyError.Unreadable(fault.Message));
        }
    }

    private static ExecuteRequest ReadObject(JacksonReader reader, JacksonPlace start, JacksonBinder binder)
    {
        string? code = null, kind = null, unknown = null;
        reader.ReadProperties(start, binder, (name, value) =>
        {
            if (!binder.Knows(name))
            {
                unknown ??= name;
                return;
            }

            switch (name)
            {
                case "code":
                    code = binder.Text(name, value);
                    break;
                case "kind":
                    kind = binder.Text(name, value);
                    break;
                case "cursor":
                    binder.Int(name, value);
                    break;
                default:
                    binder.Text(name, value);
                    break;
            }
        });

        // These classes are built from all their properties at once, so a stranger is told of at the object's end.
        return unknown is null ? new ExecuteRequest(code, kind) : throw binder.Unknown(unknown, reader.Here);
    }
}
