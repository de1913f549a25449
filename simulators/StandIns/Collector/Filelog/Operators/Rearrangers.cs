using Validation.Simulators.StandIns.Collector.Filelog.Entries;
using Validation.Simulators.StandIns.Collector.Filelog.Expressions;

namespace Validation.Simulators.StandIns.Collector.Filelog.Operators;

/// <summary><c>add</c>: sets a field to a text, or to an expression's value.</summary>
internal sealed class Add : Transformer
{
    private readonly Field _field;
    private readonly Expression? _expression;
    private readonly string? _text;

    public Add(OperatorContext context)
        : base(context)
    {
        context.Allow("field", "value");
        _field = Field.Read(context.Settings["field"]);
        var setting = context.Settings["value"];
        var text = setting.Text();
        if (text.StartsWith("EXPR(", StringComparison.Ordinal) && text.EndsWith(')'))
            _expression = Expression.Read(text[5..^1], setting);
        else if (text is "true" or "false" || double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _))
            throw setting.Bad("a text or EXPR(...); this stand-in cannot tell the text from the number or truth value of the same spelling");
        else
            _text = text;
    }

    protected override string? Work(Entry entry)
    {
        if (_field.Set(entry, _expression is null ? _text : Values.Copy(_expression.Value(entry))) is { } problem)
            return problem;
        Write(entry);
        return null;
    }
}

/// <summary><c>copy</c>: sets a field to what another has.</summary>
internal sealed class Copy : Transformer
{
    private readonly Field _from;
    private readonly Field _to;

    public Copy(OperatorContext context)
        : base(context)
    {
        context.Allow("from", "to");
        (_from, _to) = (Field.Read(context.Settings["from"], rootable: true), Field.Read(context.Settings["to"], rootable: true));
    }

    protected override string? Work(Entry entry)
    {
        if (!_from.TryGet(entry, out var value))
            return $"copy: from field does not exist in this entry: {_from.Text}";
        if (_to.Set(entry, Values.Copy(value)) is { } problem)
            return problem;
        Write(entry);
        return null;
    }
}

/// <summary><c>move</c>: gives a field's value another place.</summary>
internal sealed class Move : Transformer
{
    private readonly Field _from;
    private readonly Field _to;

    public Move(OperatorContext context)
        : base(context)
    {
        context.Allow("from", "to");
        (_from, _to) = (Field.Read(context.Settings["from"], rootable: true), Field.Read(context.Settings["to"], rootable: true));
    }

    protected override string? Work(Entry entry)
    {
        if (!_from.TryGet(entry, out var value))
            return $"move: field does not exist: {_from.Text}";
        value = Values.Copy(value);
        _from.Remove(entry, out _);
        if (_to.Set(entry, value) is { } problem)
            return problem;
        Write(entry);
        return null;
    }
}

/// <summary><c>remove</c>: takes a field away.</summary>
internal sealed class Remove : Transformer
{
    private readonly Field _field;

    public Remove(OperatorContext context)
        : base(context)
    {
        context.Allow("field");
        _field = Field.Read(context.Settings["field"], rootable: true);
    }

    protected override string? Work(Entry entry)
    {
        if (!_field.Remove(entry, out _))
            return $"remove: field does not exist: {_field.Text}";
        Write(entry);
        return null;
    }
}

/// <summary><c>noop</c>: hands on.</summary>
internal sealed class Noop : Transformer
{
    public Noop(OperatorContext context)
        : base(context) => context.Allow();

    protected override string? Work(Entry entry)
    {
        Write(entry);
        return null;
    }
}
