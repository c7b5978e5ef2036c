using System.Security.Cryptography;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Configuration;

/// <summary>Run ids that nobody can foresee: names of what a run creates are made of them.</summary>
internal static class RandomRunId
{
    public static RunId Next() => RunId.FromBits(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
}
