using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Reqnroll;

namespace Validation.Bdd.Running;

/// <summary>
/// Turns what a step gives into what its binding's parameters are: as it is, by a step argument transformation, by the standard
/// conversions; in this order, and invariant in culture.
/// </summary>
internal sealed class ArgumentConverter(BindingRegistry registry, ObjectContainer container)
{
    /// <exception cref="BindingException">There is no conversion, or it failed.</exception>
    public async Task<object?> ConvertAsync(object value, Type target, string? typeName = null)
    {
        if (typeName is not null && Transformation(value, target, t => t.Name == typeName) is { } named)
            return await ApplyAsync(named, value);
        if (target.IsInstanceOfType(value))
            return value;
        if (Transformation(value, target, _ => true) is { } fitting)
            return await ApplyAsync(fitting, value);
        return value is string text
            ? FromText(text, target)
            : throw new BindingException($"A data table cannot become {target.Name}; take a DataTable, or write a step argument transformation.");
    }

    /// <summary>The standard conversions.</summary>
    /// <exception cref="BindingException">There is none, or the text does not fit.</exception>
    public static object? FromText(string text, Type target)
    {
        var type = Nullable.GetUnderlyingType(target) ?? target;
        if (type != target && text.Length == 0)
            return null;
        try
        {
            if (type.IsInstanceOfType(text))
                return text;
            if (type.IsEnum)
                return ToEnum(text, type);
            if (typeof(IConvertible).IsAssignableFrom(type))
                return Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
            if (TypeDescriptor.GetConverter(type) is { } converter && converter.CanConvertFrom(typeof(string)))
                return converter.ConvertFromInvariantString(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or InvalidCastException)
        {
            throw new BindingException($"\"{text}\" cannot become {type.Name}: {e.Message}", e);
        }

        throw new BindingException($"\"{text}\" cannot become {type.Name}: there is no conversion; write a step argument transformation.");
    }

    private static object ToEnum(string text, Type type)
    {
        var name = text.Replace(" ", "", StringComparison.Ordinal);
        var known = Enum.GetNames(type).FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"it is none of {string.Join(", ", Enum.GetNames(type))}");
        return Enum.Parse(type, known);
    }

    private Transformation? Transformation(object value, Type target, Func<Transformation, bool> wanted) =>
        registry.Transformations.FirstOrDefault(t => target.IsAssignableFrom(t.Returns) && wanted(t) && Takes(t, value));

    private static bool Takes(Transformation transformation, object value)
    {
        var parameters = transformation.Method.GetParameters();
        if (value is Table)
            return parameters is [var table] && table.ParameterType.IsInstanceOfType(value);
        return transformation.Pattern is null
            ? parameters is [var only] && !typeof(Table).IsAssignableFrom(only.ParameterType)
            : Match(transformation, (string)value).Success;
    }

    private async Task<object?> ApplyAsync(Transformation transformation, object value)
    {
        var parameters = transformation.Method.GetParameters();
        object[] given = transformation.Pattern is null || value is not string text ? [value] : Captured(Match(transformation, text), parameters.Length);
        if (given.Length != parameters.Length)
            throw new BindingException($"The transformation {transformation.Method.Name} takes {parameters.Length} arguments, and its expression has {given.Length} groups.");
        var arguments = new object?[given.Length];
        for (var i = 0; i < given.Length; i++)
            arguments[i] = await ConvertAsync(given[i], parameters[i].ParameterType);
        return await Awaiting.InvokeAsync(transformation.Method, container, arguments);
    }

    // An expression without groups gives the whole text.
    private static object[] Captured(Match match, int wanted) =>
        match.Groups.Count == 1 && wanted == 1 ? [match.Value] : [.. match.Groups.Cast<Group>().Skip(1).Select(g => (object)g.Value)];

    private static Match Match(Transformation transformation, string text) =>
        Regex.Match(text, $@"\A(?:{transformation.Pattern})\z", RegexOptions.CultureInvariant);
}
