using System.Text;
using Xunit;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>Looks for the secrets that were planted in a service's environment, and for the passwords that Redshift gave it.</summary>
internal static class Secrets
{
    public const string Key = "PLANTEDsecretKEYofTHEservice0123456789ab";
    public const string Token = "PLANTEDsessionTOKENofTHEservice0123456789";
    public const string LivyPassword = "PLANTEDlivyPASSWORD0123456789";

    /// <summary>In nothing that was printed or answered, on no command line, and in no file that the service keeps: journal, logs, whatever lies under its home.</summary>
    /// <param name="world">What was run.</param>
    /// <param name="run">The run's id: it is known to be in each of those places, so that a look which sees nothing is noticed.</param>
    /// <param name="printed">Outputs, answers, and the log, which a service in the foreground prints.</param>
    public static void AssertNowhere(AwsWorld world, string run, IReadOnlyList<string> printed)
    {
        var files = Directory.EnumerateFiles(world.Program.Home, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(world.Program.Home, file), File.ReadAllBytes);
        Assert.True(Holds(files["journal.db"], run), "The journal does not name the run.");
        Assert.All(printed, text => Assert.Contains(run, text, StringComparison.Ordinal));
        Assert.Contains(world.CommandLines.Seen, line => line.Contains("Pipeline.Host.dll serve", StringComparison.Ordinal));

        Assert.NotEmpty(world.Effects.Passwords);
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AwsWorld.LivyUser}:{LivyPassword}"));
        foreach (var secret in (string[])[Key, Token, LivyPassword, login, .. world.Effects.Passwords])
        {
            Assert.All(printed, text => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            Assert.All(world.CommandLines.Seen, line => Assert.DoesNotContain(secret, line, StringComparison.Ordinal));
            Assert.All(files, file => Assert.False(Holds(file.Value, secret), $"{file.Key} holds {secret}"));
        }
    }

    private static bool Holds(byte[] content, string text) => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
