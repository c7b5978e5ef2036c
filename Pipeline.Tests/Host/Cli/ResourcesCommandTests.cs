using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Cli;
using Pipeline.Host.Configuration;
using Pipeline.Host.Local;
using Pipeline.Host.Service;
using Pipeline.Tests.Host.Api;
using Xunit;
using Files = Pipeline.Tests.Support.Checkout;

namespace Pipeline.Tests.Host.Cli;

/// <summary>The ledger over real HTTP and on the command line, with a ledger actor that answers as the test says.</summary>
public sealed class ResourcesCommandTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly RunId Id = RunId.Parse("r0123456789ab");

    private static readonly ResourceRow Left = new()
    {
        Kind = "warehouse", Name = "arrivals-r0123456789ab", Id = "w-1", State = LedgerStatus.Left, Since = Start, AskedAt = Start, InstanceHours = 1.5,
        Run = Id.Value, Journal = "j1", Owner = "this journal", Outside = "there", OutsideState = "available", Why = "Access denied.",
    };

    private static readonly ResourceRow Foreign = new()
    {
        Kind = "cluster", Name = "other-r00000000000b", Id = "j-2", Since = Start, Run = "r00000000000b", Journal = "j2", Owner = "another journal",
        Outside = "there", OutsideState = "WAITING",
    };

    private static readonly ResourceList Some = new([Left, Foreign], [new Unseen("session", "Livy is away."), new Unseen("session", "Livy is away.")], []);

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();
    private string _input = "";

    [Fact]
    public async Task They_are_a_table_for_people_with_what_could_not_be_seen_below()
    {
        await using var service = await TestService.Start(_ => Some);
        Assert.Equal(0, await Run(service, "resources"));
        Assert.Equal(
            """
            KIND       NAME                    STATE              SINCE                 INSTANCE-HOURS  RUN            OWNER               OUTSIDE           WHY
            warehouse  arrivals-r0123456789ab  left               2026-11-22 12:00:00Z            1.50  r0123456789ab  this journal        there: available  Access denied.
            cluster    other-r00000000000b     not on the ledger  2026-11-22 12:00:00Z               -  r00000000000b  another journal j2  there: WAITING
            Not seen: session: Livy is away.

            """,
            _out.ToString());
        Assert.Equal(new GetResources(), service.Asked.Single());
    }

    [Fact]
    public async Task For_programs_they_are_json_and_the_options_reach_the_ledger()
    {
        await using var service = await TestService.Start(_ => Some);
        Assert.Equal(0, await Run(service, "resources", "--all", "--run", Id.Value, "--json"));
        Assert.Equal(new GetResources(All: true, Id), service.Asked.Single());
        var first = JsonDocument.Parse(_out.ToString()).RootElement.GetProperty("resources")[0];
        Assert.Equal(("left", 1.5), (first.GetProperty("state").GetString(), first.GetProperty("instanceHours").GetDouble()));
    }

    [Fact]
    public async Task A_thing_is_shown_and_asked_about_before_it_is_removed()
    {
        await using var service = await TestService.Start(Answer);
        _input = "y\n";
        Assert.Equal(0, await Run(service, "resources", "remove", "cluster", Foreign.Name));
        Assert.Contains("another journal j2", _error.ToString());
        Assert.EndsWith("Remove it? [y/N] ", _error.ToString());
        Assert.StartsWith("Begun.", _out.ToString());
        Assert.Equal(new RemoveThing("cluster", Foreign.Name, "j-2"), service.Asked.Last());
    }

    [Theory]
    [InlineData("n\n")]
    [InlineData("")]
    public async Task Without_a_yes_nothing_is_removed(string input)
    {
        await using var service = await TestService.Start(Answer);
        _input = input;
        Assert.Equal(1, await Run(service, "resources", "remove", "cluster", Foreign.Name));
        Assert.DoesNotContain(service.Asked, question => question is RemoveThing);
    }

    [Fact]
    public async Task With_yes_it_is_not_asked_and_a_refusal_is_told()
    {
        await using var service = await TestService.Start(question => question is RemoveThing ? new Refused("It belongs to a run.") : Answer(question));
        Assert.Equal(1, await Run(service, "resources", "remove", "warehouse", Left.Name, "--yes"));
        Assert.Contains("It belongs to a run.", _error.ToString());
        Assert.DoesNotContain("[y/N]", _error.ToString());
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_removed()
    {
        await using var service = await TestService.Start(Answer);
        Assert.Equal(2, await Run(service, "resources", "remove", "cluster", "nobody", "--yes"));
        Assert.Contains("There is no cluster nobody outside", _error.ToString());
    }

    [Fact]
    public async Task The_api_refuses_what_it_does_not_understand_and_tells_of_an_unknown_run()
    {
        await using var service = await TestService.Start(_ => new RunNotFound(Id));
        await service.Refused(HttpStatusCode.BadRequest, HttpMethod.Get, "/resources?all=perhaps");
        await service.Refused(HttpStatusCode.NotFound, HttpMethod.Get, "/resources?run=nobody");
        await service.Refused(HttpStatusCode.NotFound, HttpMethod.Get, $"/resources?run={Id}");
    }

    private static object? Answer(object question) => question switch
    {
        GetResources => Some,
        RemoveThing => new RemovalAccepted("Begun."),
        ListRuns => new RunList([]),
        _ => null,
    };

    private Task<int> Run(TestService service, params string[] arguments)
    {
        var url = service.Client.BaseAddress!;
        new ServiceFile(service.Home).Write(new RunningService(
            ProcessIdentity.Current, Environment.ProcessId, DateTimeOffset.UnixEpoch, url.Port, url.GetLeftPart(UriPartial.Authority), UntilIdle: false));
        var options = OptionsReader.Read(new Dictionary<string, string> { ["home"] = service.Home }, Files.Root);
        return new CommandLine(new CliContext(_out, _error, new StringReader(_input), "/caller", () => options, LiveError: false, TimeProvider.System)).Run(arguments);
    }
}
