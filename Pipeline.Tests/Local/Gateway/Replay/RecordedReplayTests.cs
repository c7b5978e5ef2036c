using System.Text;
using System.Text.Json;
using Pipeline.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>
/// The requests that were once sent to a real Livy 0.8.0, sent to the gateway with the real engine: the answers are the same, except
/// where the list of deviations says otherwise; and what it says has to be so.
/// </summary>
public sealed class RecordedReplayTests(ITestOutputHelper output)
{
    [RequiresFact(Needs.Engine)]
    public Task Basics() => Replay("01-basics.json");

    [RequiresFact(Needs.Engine)]
    public Task ALifeOfASession() => Replay("02-sql-session-life.json");

    [RequiresFact(Needs.Engine)]
    public Task SqlOutputs() => Replay("03-sql-outputs.json");

    [RequiresFact(Needs.Engine)]
    public Task SqlErrors() => Replay("04-sql-errors.json");

    [RequiresFact(Needs.Engine)]
    public Task KindsAndBadRequests() => Replay("06-kinds-and-bad-requests.json");

    [RequiresFact(Needs.Engine)]
    public Task QueueAndCancel() => Replay("07-queue-and-cancel.json");

    [RequiresFact(Needs.Engine)]
    public Task NamesAndIds() => Replay("08-names-and-ids.json");

    [RequiresFact(Needs.Engine)]
    public Task Deaths() => Replay("09-deaths.json");

    [RequiresFact(Needs.Engine)]
    public Task Eviction() => Replay("10a-eviction.json");

    [RequiresFact(Needs.Engine)]
    public Task SeveralSessions() => Replay("11-several-sessions.json", sessionsAtOnce: 5);

    [RequiresFact(Needs.Engine)]
    public Task ServerRestart() => Replay("13-server-restart.json");

    private async Task Replay(string file, int sessionsAtOnce = 1)
    {
        var deviations = Deviation.Load().Where(d => d.File == file).ToDictionary(d => d.Exchange);
        var recording = Recording.Load(file);
        await using var target = new ReplayTarget(sessionsAtOnce);
        await target.StartServer();

        var findings = await new Replayer(recording, target, deviations.ToDictionary()).Run();

        foreach (var part in NotReplayed.Of(file))
        {
            output.WriteLine($"{file} {part.From}-{part.To} not replayed. {part.Reason}");
        }

        var complaint = new StringBuilder();
        foreach (var finding in findings)
        {
            if (!deviations.Remove(finding.Exchange.Index, out var listed))
            {
                complaint.AppendLine($"Not listed: {Describe(file, finding)}");
            }
            else if (!listed.Differs.ToHashSet().SetEquals(finding.Differs))
            {
                complaint.AppendLine($"Differs otherwise than listed ({string.Join(", ", listed.Differs)}): {Describe(file, finding)}");
            }
            else
            {
                output.WriteLine($"{file} {finding.Exchange.Index} {finding.Exchange}: {string.Join(", ", listed.Differs)}. {listed.Reason}");
            }
        }

        foreach (var gone in deviations.Values)
        {
            complaint.AppendLine($"Listed, but answered as recorded: exchange {gone.Exchange} ({recording.Exchanges[gone.Exchange]}).");
        }

        Assert.True(complaint.Length == 0, complaint.ToString());
    }

    private static string Describe(string file, Finding finding)
    {
        var entry = JsonSerializer.Serialize(
            new Deviation(file, finding.Exchange.Index, finding.Differs, "?"), RelaxedJson.Options);
        var recorded = finding.Exchange.Response.GetRawText();
        return $"{entry}\n  {finding.Exchange} {finding.Exchange.Request.GetRawText()}\n  recorded {Short(recorded)}\n  seen {Short(finding.Seen)}";
    }

    private static string Short(string text) => text.Length <= 1500 ? text : text[..1500] + "...";
}
