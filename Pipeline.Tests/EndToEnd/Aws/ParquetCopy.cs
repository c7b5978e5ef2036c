using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.S3;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>Plays Redshift's <c>COPY ... FORMAT AS PARQUET MANIFEST</c>: reads the manifest and the objects it names from the bucket, refuses what Redshift refuses, and gives the rows on as text.</summary>
/// <param name="s3">The buckets.</param>
/// <param name="hasRole">Whether a cluster has this role.</param>
/// <param name="kills">Moments to kill the service at.</param>
internal sealed partial class ParquetCopy(IAmazonS3 s3, Func<string, Task<bool>> hasRole, KillPoints kills)
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<TableColumn>> Tables =
        WarehouseTables.Read(Checkout.Read("sql", "arrivals", "schema.sql").Replace("${schema}", "public", StringComparison.Ordinal));

    /// <summary>Loads; answers Redshift's words where it refuses.</summary>
    public async Task<string?> Play(string sql, Func<string, Func<Stream, Task>, Task> target)
    {
        var copy = Form().Match(sql);
        if (!copy.Success)
        {
            return $"syntax error in: {sql}";
        }

        if (!await hasRole(copy.Groups["role"].Value))
        {
            return $"User arn: is not authorized to assume IAM Role {copy.Groups["role"].Value}";
        }

        using var folder = new TempFolder();
        if (await Fetch(copy.Groups["manifest"].Value, folder) is { } refused)
        {
            return refused;
        }

        await kills.Killed("during copy");
        var columns = Tables[copy.Groups["table"].Value].ToDictionary(column => column.Name, column => column.Type, StringComparer.OrdinalIgnoreCase);
        var names = copy.Groups["columns"].Value.Split(", ").Select(name => name.Trim('"'));
        await target(
            $"\"{copy.Groups["schema"].Value}\".\"{copy.Groups["table"].Value}\" ({copy.Groups["columns"].Value})",
            rows => Rows(folder["manifest"], string.Join(',', names.Select(name => $"{name}:{columns[name]}")), rows));
        return null;
    }

    private async Task<string?> Fetch(string manifest, TempFolder folder)
    {
        var entries = new JsonArray();
        foreach (var entry in JsonNode.Parse(await Text(manifest))!["entries"]!.AsArray())
        {
            var (bucket, key) = S3Mirror.Split((string)entry!["url"]!);
            var file = folder[entries.Count.ToString(CultureInfo.InvariantCulture) + ".parquet"];
            using (var content = await s3.GetObjectAsync(bucket, key))
            {
                await content.WriteResponseStreamToFileAsync(file, false, CancellationToken.None);
            }

            if (entry["meta"]?["content_length"] is not { } length || (long)length != new FileInfo(file).Length)
            {
                return $"S3 path {entry["url"]} has not the size that the manifest gives";
            }

            entries.Add(new JsonObject { ["url"] = file });
        }

        await File.WriteAllTextAsync(folder["manifest"], new JsonObject { ["entries"] = entries }.ToJsonString());
        return null;
    }

    private async Task<string> Text(string place)
    {
        var (bucket, key) = S3Mirror.Split(place);
        using var content = await s3.GetObjectAsync(bucket, key);
        using var reader = new StreamReader(content.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    private static async Task Rows(string manifest, string columns, Stream rows)
    {
        using var reader = Process.Start(new ProcessStartInfo(
            "node", ["--no-warnings", Checkout.PathOf("Pipeline.Host", "Local", "engine", "main-copy.mjs"), "--manifest", manifest, "--columns", columns])
        {
            RedirectStandardOutput = true,
        })!;
        await reader.StandardOutput.BaseStream.CopyToAsync(rows);
        await reader.WaitForExitAsync();
        if (reader.ExitCode != 0)
        {
            throw new InvalidDataException($"{manifest} cannot be read");
        }
    }

    [GeneratedRegex(@"^COPY ""(?<schema>[^""]+)""\.""(?<table>[^""]+)"" \((?<columns>[^)]+)\)\nFROM '(?<manifest>s3://[^']+)'\nIAM_ROLE '(?<role>[^']+)'\nFORMAT AS PARQUET\nMANIFEST$")]
    private static partial Regex Form();
}
