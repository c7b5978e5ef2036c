namespace Akka.Configuration.Hocon;

/// <summary>
/// Reads HOCON with the habits of the original: no <c>${?x}</c>, no <c>+=</c>, a stray bracket between keys is passed over.
/// </summary>
public class Parser
{
    private readonly List<HoconSubstitution> _substitutions = [];
    private readonly HoconScanner _scanner;
    private readonly Func<string, HoconRoot> _include;

    private Parser(string text, Func<string, HoconRoot> include)
    {
        _scanner = new HoconScanner(text);
        _include = include;
    }

    public static HoconRoot Parse(string text, Func<string, HoconRoot> includeCallback) => new Parser(text, includeCallback).ParseRoot();

    private HoconRoot ParseRoot()
    {
        var root = new HoconValue();
        ParseObject(root, "", onePairOnly: false);

        var config = new Config(new HoconRoot(root));
        foreach (var substitution in _substitutions)
        {
            substitution.ResolvedValue = config.GetValue(substitution.Path)
                ?? throw new FormatException($"Unresolved substitution: {substitution.Path}");
        }

        foreach (var substitution in _substitutions)
            RefuseCycle(substitution, []);
        return new HoconRoot(root, _substitutions);
    }

    /// <summary>Where the original would recurse until the process dies.</summary>
    private static void RefuseCycle(HoconSubstitution substitution, HashSet<HoconSubstitution> underway)
    {
        if (!underway.Add(substitution))
            throw new FormatException($"The substitution of {substitution.Path} leads back to itself");
        foreach (var next in substitution.ResolvedValue.Values.OfType<HoconSubstitution>())
            RefuseCycle(next, underway);
        underway.Remove(substitution);
    }

    /// <summary>Pairs up to a closing bracket or the end; or just the pair that follows the dot of <c>a.b</c>.</summary>
    private void ParseObject(HoconValue owner, string path, bool onePairOnly)
    {
        if (!owner.IsObject())
            owner.NewValue(new HoconObject());
        var current = owner.GetObject();

        while (true)
        {
            _scanner.SkipBlanksAndComments();
            if (_scanner.AtEnd)
                return;
            if (_scanner.At("}"))
            {
                _scanner.Skip(1);
                return;
            }

            if (_scanner.AtInclude())
                Include(owner, path);
            else if (TryTakeKey(out var key))
            {
                ParseAfterKey(current.GetOrCreateKey(key), path == "" ? key : path + "." + key);
                if (onePairOnly)
                    return;
            }
            else
                SkipStrayToken();
        }
    }

    private void ParseAfterKey(HoconValue value, string path)
    {
        while (true)
        {
            _scanner.SkipBlanksAndComments();
            if (_scanner.AtEnd)
                return;
            if (_scanner.At("."))
            {
                _scanner.Skip(1);
                ParseObject(value, path, onePairOnly: true);
                return;
            }

            if (_scanner.At("{"))
            {
                _scanner.Skip(1);
                ParseObject(value, path, onePairOnly: false);
                return;
            }

            if (_scanner.AtAssignment())
            {
                _scanner.Skip(1);
                // An object is merged with what follows, anything else is replaced.
                if (!value.IsObject())
                    value.Clear();
                ParseValue(value, path);
                return;
            }

            if (!TryTakeKey(out _))
                SkipStrayToken();
        }
    }

    private void ParseValue(HoconValue owner, string path)
    {
        if (_scanner.AtEnd)
            throw new FormatException($"End of text reached while trying to read the value of '{path}'");
        _scanner.SkipBlanksAndComments();
        while (_scanner.AtValue())
        {
            ParseElement(owner, path);
            var blanks = _scanner.TakeBlanks();
            if (blanks.Length > 0)
                owner.AppendValue(new HoconLiteral { Value = blanks });
        }

        if (_scanner.At(","))
            _scanner.Skip(1);
    }

    private void ParseElement(HoconValue owner, string path)
    {
        if (_scanner.At("{"))
        {
            _scanner.Skip(1);
            ParseObject(owner, path, onePairOnly: false);
        }
        else if (_scanner.At("["))
            owner.AppendValue(ParseArray(path));
        else if (_scanner.At("${"))
        {
            var substitution = new HoconSubstitution(_scanner.TakeSubstitutionPath());
            _substitutions.Add(substitution);
            owner.AppendValue(substitution);
        }
        else
        {
            var literal = _scanner.At("\"\"\"") ? _scanner.TakeTripleQuoted()
                : _scanner.At("\"") ? _scanner.TakeQuoted()
                : _scanner.TakeUnquotedText();
            if (owner.IsObject())
                owner.Clear();
            owner.AppendValue(new HoconLiteral { Value = literal });
        }
    }

    private HoconArray ParseArray(string path)
    {
        var array = new HoconArray();
        _scanner.Skip(1);
        while (!_scanner.AtEnd && !_scanner.At("]"))
        {
            var start = _scanner.Position;
            var item = new HoconValue();
            ParseValue(item, path);
            array.Add(item);
            _scanner.SkipBlanksAndComments();
            if (_scanner.Position == start)
                throw Unexpected();
        }

        _scanner.Skip(1);
        return array;
    }

    private void Include(HoconValue owner, string path)
    {
        _scanner.Skip("include".Length);
        _scanner.SkipBlanksAndComments();
        var included = _include(_scanner.TakeQuoted());
        foreach (var substitution in included.Substitutions)
        {
            substitution.Path = path + "." + substitution.Path;
            _substitutions.Add(substitution);
        }

        owner.GetObject().Merge(included.Value.GetObject());
    }

    private bool TryTakeKey(out string key)
    {
        key = _scanner.At("\"") ? _scanner.TakeQuoted() : _scanner.AtKeyText() ? _scanner.TakeKeyText() : null;
        return key != null;
    }

    private void SkipStrayToken()
    {
        if (!_scanner.AtAssignment() && !".{}[]".Contains(_scanner.Peek()))
            throw Unexpected();
        _scanner.Skip(1);
    }

    private FormatException Unexpected() => new($"{_scanner.Where()}: unexpected '{_scanner.Peek()}'");
}
