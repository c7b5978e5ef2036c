using System.Text.RegularExpressions;
using Pipeline.Tests.Adapters.Aws.Support;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>What really happened in moto, whatever its callers were told.</summary>
internal sealed partial class AwsEffects : DelegatingHandler
{
    private readonly List<string> _done = [];
    private readonly HashSet<string> _passwords = [];

    /// <summary>Called when a cluster of EMR was ended.</summary>
    public Func<Task> OnTerminated { get; set; } = () => Task.CompletedTask;

    /// <summary>The passwords that were given out for the warehouse.</summary>
    public IReadOnlyCollection<string> Passwords
    {
        get
        {
            lock (_done)
            {
                return [.. _passwords];
            }
        }
    }

    /// <summary>How often the operation took effect.</summary>
    public int Count(string operation)
    {
        lock (_done)
        {
            return _done.Count(one => one == operation);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = await AwsFaults.Operation(request, cancellationToken);
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            var body = operation == "GetClusterCredentials" ? await response.Content.ReadAsStringAsync(cancellationToken) : "";
            lock (_done)
            {
                _done.Add(operation);
                _passwords.UnionWith(Password().Matches(body).Select(match => match.Groups[1].Value));
            }

            if (operation == "TerminateJobFlows")
            {
                await OnTerminated();
            }
        }

        return response;
    }

    [GeneratedRegex("<DbPassword>([^<]+)</DbPassword>")]
    private static partial Regex Password();
}
