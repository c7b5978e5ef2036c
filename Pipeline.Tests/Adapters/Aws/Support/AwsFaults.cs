using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Pipeline.Tests.Adapters.Aws.Support;

/// <summary>Stands before moto and plays what it does not: slow starts, late lists, throttling, errors, answers that never arrive although the call took effect.</summary>
internal sealed class AwsFaults : DelegatingHandler
{
    private readonly List<Fault> _planned = [];
    private readonly Dictionary<string, Queue<string>> _states = [];
    private readonly List<string> _operations = [];
    private int _lateLists;

    /// <summary>Every operation that was asked for, in order.</summary>
    public IReadOnlyList<string> Operations
    {
        get
        {
            lock (_operations)
            {
                return [.. _operations];
            }
        }
    }

    /// <summary>What was planned and has not happened.</summary>
    public IReadOnlyList<string> Left
    {
        get
        {
            lock (_planned)
            {
                return
                [
                    .. _planned.Select(fault => $"{fault.Operation} x{fault.Times}"),
                    .. Enumerable.Repeat("a late list", _lateLists),
                    .. Start.Length > 0 && _states.Count == 0 ? Start : _states.Values.SelectMany(states => states),
                ];
            }
        }
    }

    public int Count(string operation) => Operations.Count(one => one == operation);

    /// <summary>Throttles the next calls of an operation.</summary>
    public AwsFaults Throttle(string operation, int times) => Plan(operation, times, (request, _) => Task.FromResult(Refusal(request, HttpStatusCode.BadRequest, "ThrottlingException", "Rate exceeded")));

    /// <summary>Fails the next calls as a service in trouble does.</summary>
    public AwsFaults Break(string operation, int times) =>
        Plan(operation, times, (request, _) => Task.FromResult(Refusal(request, HttpStatusCode.InternalServerError, "InternalFailure", "We encountered an internal error")));

    /// <summary>Lets the next calls take effect and loses their answers.</summary>
    public AwsFaults LoseAnswer(string operation, int times) => Plan(operation, times, async (_, forward) =>
    {
        (await forward()).Dispose();
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
    });

    /// <summary>Refuses the next calls with an error of one's own.</summary>
    public AwsFaults Refuse(string operation, int times, string code, string message) =>
        Plan(operation, times, (request, _) => Task.FromResult(Refusal(request, HttpStatusCode.BadRequest, code, message)));

    /// <summary>What each new cluster is said to be at its first looks; after that what moto says.</summary>
    public string[] Start { get; init; } = [];

    /// <summary>The next lists show no cluster.</summary>
    public AwsFaults ListLate(int times)
    {
        _lateLists = times;
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = await Operation(request, cancellationToken);
        lock (_operations)
        {
            _operations.Add(operation);
        }

        Fault? fault;
        lock (_planned)
        {
            fault = _planned.FirstOrDefault(one => one.Operation == operation || operation.StartsWith(one.Operation + "/", StringComparison.Ordinal));
            if (fault is { Times: 1 })
            {
                _planned.Remove(fault);
            }
            else if (fault is not null)
            {
                fault.Times--;
            }
        }

        var response = fault is null ? await base.SendAsync(request, cancellationToken) : await fault.Act(request, () => base.SendAsync(request, cancellationToken));
        return operation is "DescribeCluster" or "ListClusters" && response.IsSuccessStatusCode ? await Play(operation, response, cancellationToken) : response;
    }

    private async Task<HttpResponseMessage> Play(string operation, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
        lock (_states)
        {
            if (operation == "DescribeCluster")
            {
                Play(body["Cluster"]!);
            }
            else if (_lateLists > 0)
            {
                _lateLists--;
                body["Clusters"] = new JsonArray();
            }
        }

        response.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1");
        return response;
    }

    private void Play(JsonNode cluster)
    {
        var id = (string)cluster["Id"]!;
        _states.TryAdd(id, new Queue<string>(Start));
        if (_states[id].TryDequeue(out var state) && (string?)cluster["Status"]!["State"] == "WAITING")
        {
            cluster["Status"]!["State"] = state;
        }
    }

    private AwsFaults Plan(string operation, int times, Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> act)
    {
        lock (_planned)
        {
            _planned.Add(new Fault(operation, act) { Times = times });
        }

        return this;
    }

    /// <summary>What a request asks for: the operation's name, or method and path.</summary>
    internal static async Task<string> Operation(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.TryGetValues("X-Amz-Target", out var target))
        {
            return target.First().Split('.')[^1];
        }

        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var action = body.Split('&').FirstOrDefault(pair => pair.StartsWith("Action=", StringComparison.Ordinal));
        return action?["Action=".Length..] ?? $"{request.Method} {request.RequestUri!.AbsolutePath}";
    }

    private static HttpResponseMessage Refusal(HttpRequestMessage request, HttpStatusCode status, string code, string message) => new(status)
    {
        RequestMessage = request,
        Content = request.Headers.Contains("X-Amz-Target")
            ? new StringContent(new JsonObject { ["__type"] = code, ["message"] = message }.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1")
            : new StringContent($"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>", Encoding.UTF8, "text/xml"),
    };

    private sealed class Fault(string operation, Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> act)
    {
        public string Operation { get; } = operation;

        public Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> Act { get; } = act;

        public int Times { get; set; }
    }
}
