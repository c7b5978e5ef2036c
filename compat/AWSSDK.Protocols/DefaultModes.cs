#nullable enable
using Amazon.Runtime;

namespace Amazon.Compat;

/// <summary>The SDK's default configuration modes, with the values that AWS publishes for them.</summary>
internal static class DefaultModes
{
    public static IDefaultConfiguration[] All { get; } =
    [
        Mode(DefaultConfigurationMode.Standard, 3_100),
        Mode(DefaultConfigurationMode.InRegion, 1_100),
        Mode(DefaultConfigurationMode.CrossRegion, 3_100),
        Mode(DefaultConfigurationMode.Mobile, 30_000),
        Mode(DefaultConfigurationMode.Auto, 1_100),
    ];

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int milliseconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(milliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(milliseconds),
    };
}
