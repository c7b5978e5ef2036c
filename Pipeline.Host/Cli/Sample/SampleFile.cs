using System.Text;

namespace Pipeline.Host.Cli.Sample;

/// <summary>A file that is there only once it is whole: lines go to a temporary one beside it.</summary>
internal sealed class SampleFile : IDisposable
{
    private readonly string _path;
    private readonly StreamWriter _writer;

    public SampleFile(string folder, string name)
    {
        _path = Path.Combine(folder, name);
        _writer = new StreamWriter(_path + ".partial", append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
    }

    public void Line(string text, string end)
    {
        _writer.Write(text);
        _writer.Write(end);
    }

    /// <summary>Puts the file in its place.</summary>
    public void Complete()
    {
        _writer.Dispose();
        File.Move(_path + ".partial", _path, overwrite: true);
    }

    public void Dispose()
    {
        _writer.Dispose();
        File.Delete(_path + ".partial");
    }
}
