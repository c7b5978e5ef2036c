using Pipeline.Host.Configuration;
using Pipeline.Host.Service;

namespace Pipeline.Host.Api;

/// <summary>The HTTP side of the service.</summary>
internal static class ApiSetup
{
    public static void AddPipelineApi(this WebApplicationBuilder builder, PipelineOptions options)
    {
        builder.Services.AddRoutingCore();
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problems.Complete);
        builder.Services.AddExceptionHandler<Failures>();
        builder.Services.AddOpenApi();
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        builder.Services.AddSingleton(new Guards(options.Listen, ListenToken.Read(options.Listen)));
        builder.Services.AddSingleton(provider => new Activity(provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<RunFeed>();
    }

    public static void UsePipelineApi(this WebApplication app)
    {
        // Failures writes the log itself: once, and without what a request carried.
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true });
        app.UseStatusCodePages();
        app.UseMiddleware<Intake>();
        app.MapRuns();
        app.MapResources();
        app.MapPipelines();
        app.MapHealth();
        app.MapDrain();
        app.MapOpenApi();
    }
}
