namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>The bytes of a body with the reading position, counted as Jackson counts: columns are bytes, from 1.</summary>
internal sealed class JacksonSource
{
    private readonly byte[] _body;
    private int _line = 1;
    private int _lineStart;

    public JacksonSource(byte[] body)
    {
        _body = body;
        if (body is [0xEF, 0xBB, 0xBF, ..])
        {
            Position = 3;
            _lineStart = 3;
        }
    }

    public int Position { get; private set; }

    public bool AtEnd => Position >= _body.Length;

    public JacksonPlace Here => new(_line, Position - _lineStart + 1);

    /// <summary>The next byte, or -1 at the end.</summary>
    public int Peek() => AtEnd ? -1 : _body[Position];

    public int Read()
    {
        if (AtEnd)
        {
            return -1;
        }

        var value = _body[Position++];
        if (value == '\n')
        {
            _line++;
            _lineStart = Position;
        }

        return value;
    }

    public void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n')
        {
            Read();
        }
    }

    public ReadOnlySpan<byte> Slice(int from) => _body.AsSpan(from, Position - from);
}
