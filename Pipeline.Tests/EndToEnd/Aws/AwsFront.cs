using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pipeline.Tests.Adapters.Aws;
using Pipeline.Tests.Adapters.Aws.Support;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>Stands before moto: what the service reaches as AWS, with the faults that moto does not have.</summary>
internal sealed class AwsFront : IAsyncDisposable
{
    private readonly Uri _moto;
    private readonly KillPoints _kills;
    private readonly CommandLines _processes;
    private readonly HttpMessageInvoker _chain;
    private HttpFront _front = null!;

    private AwsFront(Uri moto, AwsFaults faults, AwsEffects effects, KillPoints kills, CommandLines processes)
    {
        (_moto, _kills, _processes) = (moto, kills, processes);
        effects.InnerHandler = new SocketsHttpHandler { UseProxy = false };
        faults.InnerHandler = effects;
        _chain = new HttpMessageInvoker(faults);
    }

    public string Url => _front.Url;

    public static async Task<AwsFront> Start(Uri moto, AwsFaults faults, AwsEffects effects, KillPoints kills, CommandLines processes)
    {
        var front = new AwsFront(moto, faults, effects, kills, processes);
        front._front = await HttpFront.Start(front.Forward);
        return front;
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        _chain.Dispose();
    }

    private async Task Forward(HttpContext context)
    {
        _processes.Look();
        using var request = await HttpFront.Request(context, new Uri(_moto, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));
        if (request.Headers.Contains("X-Amz-Target"))
        {
            // moto knows a region of EMR by the host only.
            request.Headers.Host = $"elasticmapreduce.{AwsExamples.Region}.amazonaws.com";
        }

        var operation = await AwsFaults.Operation(request, CancellationToken.None);
        if (await _kills.Killed($"before {operation}"))
        {
            context.Abort();
            return;
        }

        try
        {
            using var response = await _chain.SendAsync(request, CancellationToken.None);
            if (await _kills.Killed($"after {operation}"))
            {
                context.Abort();
                return;
            }

            await HttpFront.Answer(context, response);
        }
        catch (HttpRequestException)
        {
            context.Abort();
        }
    }
}
