using Amazon;
using Amazon.ElasticMapReduce;
using Amazon.IdentityManagement;
using Amazon.Redshift;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using Pipeline.Host.Adapters.Aws.Emr;

namespace Pipeline.Host.Adapters.Aws;

/// <summary>The SDK's clients: credentials, profile, region, endpoints, retries and time-outs are the SDK's own, unless the settings name them.</summary>
public sealed class AwsClients : IDisposable
{
    private readonly AwsSettings _settings;
    private readonly HttpClientFactory? _http;
    private readonly AWSCredentials? _credentials;
    private readonly List<IDisposable> _made = [];

    /// <param name="settings">Region and profile.</param>
    /// <param name="http">What sends; a test's own, or null for the SDK's.</param>
    /// <param name="credentials">Null leaves them to the SDK's own chain.</param>
    public AwsClients(AwsSettings settings, HttpClientFactory? http = null, AWSCredentials? credentials = null)
    {
        (_settings, _http, _credentials) = (settings, http, credentials);
        Emr = new EmrClients(
            Keep(new AmazonElasticMapReduceClient(Configure(new AmazonElasticMapReduceConfig()))),
            Keep(new AmazonElasticMapReduceClient(Configure(new AmazonElasticMapReduceConfig(), once: true))));
        Redshift = Keep(new AmazonRedshiftClient(Configure(new AmazonRedshiftConfig())));
        Iam = Keep(new AmazonIdentityManagementServiceClient(Configure(new AmazonIdentityManagementServiceConfig())));
        Sts = Keep(new AmazonSecurityTokenServiceClient(Configure(new AmazonSecurityTokenServiceConfig())));

        var s3 = Configure(new AmazonS3Config());

        // An address of one's own (a test's, a private endpoint's) knows no bucket by a host name. The SDK reads the variables only when a call is made.
        s3.ForcePathStyle = ((string[])["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]).Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)))
            || !string.IsNullOrEmpty(s3.ServiceURL);
        S3 = Keep(new AmazonS3Client(s3));
        Region = s3.RegionEndpoint?.SystemName ?? s3.AuthenticationRegion;
    }

    public EmrClients Emr { get; }

    public IAmazonRedshift Redshift { get; }

    public IAmazonIdentityManagementService Iam { get; }

    public IAmazonSecurityTokenService Sts { get; }

    public IAmazonS3 S3 { get; }

    /// <summary>Null when neither the settings nor the SDK's chain name one.</summary>
    public string? Region { get; }

    public void Dispose() => _made.ForEach(client => client.Dispose());

    private T Configure<T>(T config, bool once = false)
        where T : ClientConfig
    {
        if (_settings.Profile is { } profile)
        {
            config.Profile = new Profile(profile);
        }

        if (_settings.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (once)
        {
            config.MaxErrorRetry = 0;
            config.MaxStaleConnectionRetries = 0;
        }

        if (_credentials is not null)
        {
            config.DefaultAWSCredentials = _credentials;
        }

        config.HttpClientFactory = _http;
        return config;
    }

    private T Keep<T>(T client)
        where T : IDisposable
    {
        _made.Add(client);
        return client;
    }
}
