using System.Reflection;
using System.Runtime.CompilerServices;
using Reqnroll;

namespace Validation.Bdd.Running;

/// <summary>Makes objects of one type from named texts: by constructor, then by properties and fields; tuples by position.</summary>
internal sealed class RowMaker(Type type)
{
    private readonly Dictionary<string, (Type Type, Action<object, object?> Set)> _members = Members(type);

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>True when a column of this name would be taken.</summary>
    public bool Knows(string column) =>
        _members.ContainsKey(Plain(column)) || type.GetConstructors().Any(c => c.GetParameters().Any(p => Plain(p.Name!) == Plain(column)));

    /// <exception cref="BindingException">A column is no member, a member is missing, or a value does not fit.</exception>
    public object Make(IReadOnlyList<string> columns, IReadOnlyList<string> values, string where)
    {
        if (typeof(ITuple).IsAssignableFrom(type))
            return Tuple(columns, values, where);
        var left = columns.Select((c, i) => (Column: c, Value: values[i])).ToDictionary(c => Plain(c.Column), c => c);
        var constructor = Constructor(left.Keys);
        var arguments = constructor.GetParameters().Select(p => Argument(p, left, where)).ToArray();
        var made = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        foreach (var (key, (column, value)) in left)
        {
            if (!_members.TryGetValue(key, out var member))
            {
                throw new BindingException($"The column \"{column}\" is no member of {type.Name}, which has {string.Join(", ", Known())}; "
                    + "correct the column's name or remove it.");
            }

            member.Set(made, Convert(value, member.Type, column, where));
        }

        return made;
    }

    private object Tuple(IReadOnlyList<string> columns, IReadOnlyList<string> values, string where)
    {
        var types = type.GetGenericArguments();
        if (types.Length != columns.Count || types.Length > 7)
        {
            throw new BindingException(
                $"The tuple has {types.Length} items and the table {columns.Count} columns; both must be the same, at most 7.");
        }

        return Activator.CreateInstance(type, [.. types.Select((t, i) => Convert(values[i], t, columns[i], where))])!;
    }

    /// <summary>The constructor that takes most, of those whose parameters the table can fill.</summary>
    private ConstructorInfo Constructor(ICollection<string> columns)
    {
        var constructors = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).ToArray();
        if (constructors.Length == 0)
            throw new BindingException($"{type.Name} has no public constructor, so no row can become one.");
        return constructors.FirstOrDefault(c => !Missing(c, columns).Any())
            ?? throw new BindingException(
                $"The table has no column for {string.Join(", ", Missing(constructors[^1], columns))} of {type.Name}; add it.");
    }

    private static IEnumerable<string> Missing(ConstructorInfo constructor, ICollection<string> columns) =>
        constructor.GetParameters().Where(p => !columns.Contains(Plain(p.Name!)) && !p.HasDefaultValue && !TakesNull(p))
            .Select(p => p.Name!);

    private static object? Argument(ParameterInfo parameter, Dictionary<string, (string Column, string Value)> left, string where)
    {
        if (left.Remove(Plain(parameter.Name!), out var cell))
            return Convert(cell.Value, parameter.ParameterType, cell.Column, where);
        return parameter.HasDefaultValue ? parameter.DefaultValue : null;
    }

    private static bool TakesNull(ParameterInfo parameter)
    {
        lock (Nullability)
        {
            return Nullability.Create(parameter).WriteState == NullabilityState.Nullable;
        }
    }

    private static object? Convert(string text, Type target, string column, string where)
    {
        try
        {
            return target != typeof(string) && ItemOf(target) is { } item
                ? Items(text, item)
                : ArgumentConverter.FromText(text, target);
        }
        catch (BindingException e)
        {
            throw new BindingException($"Column \"{column}\" of {where}: {e.Message}", e);
        }
    }

    private static Type? ItemOf(Type target) => target.IsArray
        ? target.GetElementType()
        : target.IsGenericType && target.GetGenericArguments() is [var item] && target.IsAssignableFrom(item.MakeArrayType()) ? item : null;

    private static Array Items(string text, Type item)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var items = Array.CreateInstance(item, parts.Length);
        for (var i = 0; i < parts.Length; i++)
            items.SetValue(ArgumentConverter.FromText(parts[i], item), i);
        return items;
    }

    private IEnumerable<string> Known() => type.GetProperties().Where(p => p.CanWrite).Select(p => p.Name)
        .Concat(type.GetFields().Select(f => f.Name)).Concat(type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.Name!))
        .DistinctBy(Plain).Order(StringComparer.Ordinal);

    private static Dictionary<string, (Type, Action<object, object?>)> Members(Type type)
    {
        var members = new Dictionary<string, (Type, Action<object, object?>)>();
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0))
            members[Plain(property.Name)] = (property.PropertyType, property.SetValue);
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            members[Plain(field.Name)] = (field.FieldType, field.SetValue);
        return members;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
