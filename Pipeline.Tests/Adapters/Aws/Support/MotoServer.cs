using System.Diagnostics;
using Amazon.Runtime;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws.Support;

/// <summary>A <c>moto_server</c> of the tests' own; every test of the collection begins with an empty one.</summary>
public sealed class MotoServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private Process? _process;

    /// <summary>Why none can be started here; null when one can.</summary>
    public static string? Missing { get; } = Programs.Find("moto_server") is null ? "no moto_server on the PATH (pip install 'moto[server]')" : null;

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return; // every test of the collection skips itself
        }

        var port = CaptureServer.FreePort();
        Address = new Uri($"http://127.0.0.1:{port}/");

        // It lives as long as this script's standard input: also a killed test process leaves nothing running.
        var start = new ProcessStartInfo("sh", ["-c", "moto_server -H 127.0.0.1 -p $1 2>&1 & moto=$!; trap 'kill $moto' EXIT; read -r end", "sh", $"{port}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        await Until("Press CTRL+C");
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The interpreter that moto runs on: the one its start script names.</summary>
    public static async Task<string> Python()
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "pyenv which python3 2>/dev/null || sed -n '1s/^#!//p' \"$(command -v moto_server)\""]) { RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }

    /// <summary>Forgets everything that was made.</summary>
    public async Task Reset()
    {
        using var http = new HttpClient();
        (await http.PostAsync(new Uri(Address, "moto-api/reset"), null)).EnsureSuccessStatusCode();
    }

    /// <summary>Clients whose every request ends up here, by way of some handlers.</summary>
    public AwsClients Clients(params DelegatingHandler[] between) => Clients(AwsExamples.Settings, between);

    public AwsClients Clients(AwsSettings settings, params DelegatingHandler[] between) => new(settings, new ToMoto(Address, between), AwsExamples.Credentials);

    public async Task DisposeAsync()
    {
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    private async Task Until(string words)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var said = "";
        while (await _process!.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            said += line + "\n";
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException("moto_server did not start: " + said);
    }

    /// <summary>moto tells services apart by the host that was asked for.</summary>
    private sealed class ToMoto(Uri address, DelegatingHandler[] between) : HttpClientFactory
    {
        private readonly HttpMessageHandler _chain = between.Reverse().Aggregate((HttpMessageHandler)new Redirect(address), (inner, outer) =>
        {
            outer.InnerHandler = inner;
            return outer;
        });

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(_chain, disposeHandler: false);

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }

    private sealed class Redirect(Uri address) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = request.RequestUri!.Host;
            request.RequestUri = new Uri(address, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

[CollectionDefinition(Name)]
public sealed class MotoCollection : ICollectionFixture<MotoServer>
{
    public const string Name = "moto";
}
