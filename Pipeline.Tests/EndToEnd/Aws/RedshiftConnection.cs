using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using Pipeline.Actors.Definitions;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>One connection: passes messages both ways, and answers COPY of Parquet itself, in the client's own transaction.</summary>
/// <param name="client">The service.</param>
/// <param name="server">PostgreSQL.</param>
/// <param name="copies">Plays COPY.</param>
/// <param name="statements">Notes what was asked.</param>
internal sealed class RedshiftConnection(Stream client, Stream server, ParquetCopy copies, ConcurrentQueue<string> statements)
{
    private Channel<PgMessage>? _own;

    public async Task Run(string database)
    {
        await new PgMessage('\0', [0, 3, 0, 0, .. Encoding.UTF8.GetBytes($"user\0pipeline\0database\0{database}\0client_encoding\0UTF8\0"), 0]).Write(server);
        var answers = Answers();
        try
        {
            while (await PgMessage.Read(client) is { } message)
            {
                await Pass(message);
            }
        }
        finally
        {
            await server.DisposeAsync();
            await answers;
        }
    }

    /// <summary>From PostgreSQL to the service, or to the copy that is under way.</summary>
    private async Task Answers()
    {
        try
        {
            while (await PgMessage.Read(server) is { } message)
            {
                if (Volatile.Read(ref _own) is { } own)
                {
                    await own.Writer.WriteAsync(message);
                }
                else
                {
                    await message.Write(client);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            Volatile.Read(ref _own)?.Writer.TryComplete();
        }
    }

    private async Task Pass(PgMessage message)
    {
        if (message.Type != 'P')
        {
            await message.Write(server);
            return;
        }

        var name = message.Text.IndexOf('\0') + 1;
        var sql = message.Text[name..message.Text.IndexOf('\0', name)];
        statements.Enqueue(sql);
        if (sql.StartsWith("COPY ", StringComparison.Ordinal))
        {
            while (await PgMessage.Read(client) is { Type: not 'S' })
            {
            }

            await Copy(sql);
            return;
        }

        var types = message.Body.AsSpan(message.Body.Length - 2).ToArray();
        await new PgMessage('P', [.. Encoding.UTF8.GetBytes("\0" + WarehouseDialect.ForPostgres(sql) + "\0"), .. types]).Write(server);
    }

    private async Task Copy(string sql)
    {
        var own = Channel.CreateUnbounded<PgMessage>();
        Volatile.Write(ref _own, own);
        var failure = await copies.Play(sql, Target(own.Reader));
        var end = failure is null ? await Until(own.Reader, 'Z') : [];
        Volatile.Write(ref _own, null);
        if (failure is not null)
        {
            // The transaction is as aborted as an error of the server's own leaves it.
            await PgMessage.Error("XX000", failure).Write(client);
            await new PgMessage('Z', [(byte)'E']).Write(client);
        }
        else if (end.FirstOrDefault(answer => answer.Type == 'E') is { } error)
        {
            await error.Write(client);
            await end[^1].Write(client);
        }
        else
        {
            foreach (var answer in (PgMessage[])[new('1', []), new('2', []), new('n', []), PgMessage.Of('C', "COPY"), end[^1]])
            {
                await answer.Write(client);
            }
        }
    }

    /// <summary>Where COPY's rows go: this connection's own COPY FROM STDIN.</summary>
    private Func<string, Func<Stream, Task>, Task> Target(ChannelReader<PgMessage> answers) => async (table, write) =>
    {
        await PgMessage.Of('Q', $"COPY {table} FROM STDIN").Write(server);
        if (await answers.ReadAsync() is not { Type: 'G' })
        {
            throw new InvalidOperationException($"PostgreSQL does not take COPY {table}");
        }

        using var rows = new MemoryStream();
        await write(rows);
        rows.Position = 0;
        var buffer = new byte[1 << 16];
        while (await rows.ReadAsync(buffer) is > 0 and var length)
        {
            await new PgMessage('d', buffer[..length]).Write(server);
        }

        await new PgMessage('c', []).Write(server);
    };

    private static async Task<List<PgMessage>> Until(ChannelReader<PgMessage> answers, char type)
    {
        var all = new List<PgMessage>();
        do
        {
            all.Add(await answers.ReadAsync());
        }
        while (all[^1].Type != type);
        return all;
    }
}
