using System.Buffers.Text;

namespace Validation.Simulators.Libvirt.Protocol;

/// <summary>Kinds of a typed parameter's value, with libvirt's numbers (virTypedParameterType).</summary>
internal enum ParameterType
{
    Int = 1,
    UInt = 2,
    LLong = 3,
    ULLong = 4,
    Double = 5,
    Boolean = 6,
    Text = 7,
}

/// <summary>
/// Writes an array of typed parameters. Names are UTF-8 and may have a number in their middle, so that thousands of them
/// are written without a string.
/// </summary>
/// <param name="to">The packet.</param>
internal ref struct ParameterWriter(XdrWriter to)
{
    private readonly XdrWriter _to = to;
    private readonly int _place = to.Reserve();
    private int _count;

    /// <summary>How many so far.</summary>
    public readonly int Count => _count;

    /// <summary>True when 64-bit numbers are sent with the wrong type: a fault.</summary>
    public bool Mistyped { get; set; }

    /// <summary>A signed 32-bit number.</summary>
    public void Int(ReadOnlySpan<byte> name, int value)
    {
        Head(name, ParameterType.Int);
        _to.Int(value);
    }

    /// <summary>The same, its name with a number in it.</summary>
    public void Int(ReadOnlySpan<byte> group, int number, ReadOnlySpan<byte> name, int value)
    {
        Head(group, number, name, ParameterType.Int);
        _to.Int(value);
    }

    /// <summary>An unsigned 32-bit number.</summary>
    public void UInt(ReadOnlySpan<byte> name, int value)
    {
        Head(name, ParameterType.UInt);
        _to.Int(value);
    }

    /// <summary>The same, its name with a number in it.</summary>
    public void UInt(ReadOnlySpan<byte> group, int number, ReadOnlySpan<byte> name, int value)
    {
        Head(group, number, name, ParameterType.UInt);
        _to.Int(value);
    }

    /// <summary>A signed 64-bit number.</summary>
    public void LLong(ReadOnlySpan<byte> name, long value)
    {
        Head(name, Mistyped ? ParameterType.ULLong : ParameterType.LLong);
        _to.Hyper(value);
    }

    /// <summary>An unsigned 64-bit number.</summary>
    public void ULLong(ReadOnlySpan<byte> name, long value)
    {
        Head(name, Mistyped ? ParameterType.LLong : ParameterType.ULLong);
        _to.Hyper(value);
    }

    /// <summary>The same, its name with a number in it.</summary>
    public void ULLong(ReadOnlySpan<byte> group, int number, ReadOnlySpan<byte> name, long value)
    {
        Head(group, number, name, Mistyped ? ParameterType.LLong : ParameterType.ULLong);
        _to.Hyper(value);
    }

    /// <summary>A yes or no, its name with a number in it.</summary>
    public void Boolean(ReadOnlySpan<byte> group, int number, ReadOnlySpan<byte> name, bool value)
    {
        Head(group, number, name, ParameterType.Boolean);
        _to.Flag(value);
    }

    /// <summary>A string, its name with a number in it.</summary>
    public void Text(ReadOnlySpan<byte> group, int number, ReadOnlySpan<byte> name, string value)
    {
        Head(group, number, name, ParameterType.Text);
        _to.Text(value);
    }

    /// <summary>Fills in how many there are.</summary>
    public readonly void Finish() => _to.Fill(_place, _count);

    private void Head(scoped ReadOnlySpan<byte> name, ParameterType type)
    {
        _count++;
        _to.Bytes(name);
        _to.Int((int)type);
    }

    private void Head(ReadOnlySpan<byte> group, int number, ReadOnlySpan<byte> name, ParameterType type)
    {
        Span<byte> whole = stackalloc byte[64];
        group.CopyTo(whole);
        Utf8Formatter.TryFormat(number, whole[group.Length..], out var digits);
        name.CopyTo(whole[(group.Length + digits)..]);
        Head(whole[..(group.Length + digits + name.Length)], type);
    }
}
