using System.Collections.Immutable;

namespace Validation.Simulators.StandIns.Loki.Query;

internal sealed partial class Parser
{
    private static readonly string[] s_unknownStages = ["regexp", "pattern", "unpack", "xml", "line_format", "label_format", "decolorize"];

    private ImmutableArray<Stage> Pipeline()
    {
        var stages = ImmutableArray.CreateBuilder<Stage>();
        while (true)
        {
            if (Current.Is("|=") || Current.Is("|~") || Current.Is("!=") || Current.Is("!~"))
                stages.Add(LineFilter());
            else if (Current.Is("|>") || Current.Is("!>"))
                throw Unknown("line filters by pattern");
            else if (Current.Is("|") && !_tokens[_at + 1].Is("unwrap"))
                stages.Add(PipelineStage());
            else
                return stages.ToImmutable();
        }
    }

    private LineFilter LineFilter()
    {
        var operation = _tokens[_at++].Text;
        if (Current.Is("ip"))
            throw Unknown("ip()");
        var at = _at;
        var texts = ImmutableArray.Create(Take(TokenKind.Text, "STRING or ip").Text);
        while (TakeIf("or"))
            texts = texts.Add(Take(TokenKind.Text, "STRING").Text);
        _at = at;
        var filter = Compiled(() => new LineFilter(operation, texts));
        _at = at + (2 * texts.Length) - 1;
        return filter;
    }

    private Stage PipelineStage()
    {
        Take("|");
        if (Current.Kind == TokenKind.End)
            throw Unexpected("IDENTIFIER or (");
        if (Array.Find(s_unknownStages, s => Current.Is(s) && !IsComparison(_tokens[_at + 1])) is { } unknown)
            throw Unknown(unknown);
        // A label may be called as a stage is: the sign after it tells.
        if (IsComparison(_tokens[_at + 1]))
            return Filters();
        if (Current.Is("json") || Current.Is("logfmt"))
            return ParserStage();
        if (Current.Is("drop") || Current.Is("keep"))
            return Drop(_tokens[_at++].Text == "keep");
        return Filters();
    }

    private Stage ParserStage()
    {
        var name = _tokens[_at++].Text;
        if (Current.Kind == TokenKind.Identifier || Current.Is("-"))
            throw Unknown($"arguments of {name}");
        return name == "json" ? new JsonStage() : new LogfmtStage();
    }

    private DropStage Drop(bool keep)
    {
        var rules = ImmutableArray.CreateBuilder<(string, Matcher?)>();
        do
        {
            var name = Take(TokenKind.Identifier, "IDENTIFIER").Text;
            rules.Add((name, IsComparison(Current) ? Matcher(name) : null));
        }
        while (TakeIf(","));
        return new DropStage(rules.ToImmutable(), keep);
    }

    // "and", a comma, or nothing between them bind tighter than "or".
    private Stage Filters()
    {
        Deeper();
        var filters = ImmutableArray.CreateBuilder<Stage>();
        filters.Add(AndFilters());
        while (TakeIf("or"))
            filters.Add(AndFilters());
        _depth--;
        return filters.Count == 1 ? filters[0] : new JoinedFilter(filters.ToImmutable(), and: false);
    }

    private Stage AndFilters()
    {
        var filters = ImmutableArray.CreateBuilder<Stage>();
        filters.Add(Filter());
        while (TakeIf("and") || TakeIf(",") || (Current.Kind == TokenKind.Identifier && IsComparison(_tokens[_at + 1])) || Current.Is("("))
            filters.Add(Filter());
        return filters.Count == 1 ? filters[0] : new JoinedFilter(filters.ToImmutable(), and: true);
    }

    private Stage Filter()
    {
        if (TakeIf("("))
        {
            var inner = Filters();
            Take(")");
            return inner;
        }

        var name = Take(TokenKind.Identifier, "IDENTIFIER or (").Text;
        if (!IsComparison(Current))
            throw Unexpected();
        if (_tokens[_at + 1].Kind == TokenKind.Text)
            return new TextFilter(Matcher(name));
        return Value(name, _tokens[_at++].Text);
    }

    private ValueFilter Value(string name, string operation)
    {
        if (operation is "=~" or "!~")
            throw Unexpected("STRING");
        if (Current.Is("ip"))
            throw Unknown("ip()");
        var (kind, text) = (Current.Kind, Current.Text);
        if (kind is not (TokenKind.Duration or TokenKind.Bytes))
            return new ValueFilter(name, operation, Number(), Units.TryNumber);
        Reader read = kind == TokenKind.Duration ? Units.TrySeconds : Units.TryBytes;
        _at++;
        return read(text, out var wanted) ? new ValueFilter(name, operation, wanted, read) : throw Unexpected();
    }

    private Matcher Matcher(string name)
    {
        var operation = _tokens[_at++].Text;
        if (operation is not ("=" or "!=" or "=~" or "!~"))
            throw Unexpected("NUMBER");
        return Compiled(() => new Matcher(name, operation, Take(TokenKind.Text, "STRING").Text));
    }

    private static bool IsComparison(Token token) => token.Kind == TokenKind.Sign && token.Text is "=" or "==" or "!=" or "=~" or "!~" or ">" or ">=" or "<" or "<=";

    private Unwrap? UnwrapStage()
    {
        if (!Current.Is("|") || !_tokens[_at + 1].Is("unwrap"))
            return null;
        _at += 2;
        var name = Take(TokenKind.Identifier, "IDENTIFIER or bytes or duration or duration_seconds").Text;
        string? conversion = null;
        if (name is "bytes" or "duration" or "duration_seconds" && TakeIf("("))
        {
            (conversion, name) = (name, Take(TokenKind.Identifier, "IDENTIFIER").Text);
            Take(")");
        }

        var after = ImmutableArray.CreateBuilder<Stage>();
        while (TakeIf("|"))
            after.Add(Filters());
        return new Unwrap(name, conversion, after.ToImmutable());
    }
}
