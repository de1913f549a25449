namespace Validation.Simulators.StandIns.LibvirtExporter.Wire;

/// <summary>Types of a typed parameter on the wire (<c>virTypedParameterType</c>).</summary>
internal enum ParamType
{
    Int = 1,
    UInt = 2,
    LLong = 3,
    ULLong = 4,
    Double = 5,
    Boolean = 6,
    String = 7,
}

/// <summary>Goes through an answer of CONNECT_GET_ALL_DOMAIN_STATS: records, and the typed parameters of each.</summary>
internal ref struct StatsReader(ReadOnlySpan<byte> reply)
{
    private const int MaxParams = 262_144;
    private XdrReader _reader = new(reply);
    private int _records = -1;
    private int _params;

    /// <summary>Name of the parameter, e.g. <c>block.0.rd.bytes</c>.</summary>
    public ReadOnlySpan<byte> Field { get; private set; }

    public ParamType Type { get; private set; }

    /// <summary>The bits of a number; meaningless for a text.</summary>
    public ulong Bits { get; private set; }

    /// <summary>The bytes of a text; empty for a number.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>True when the whole answer can be decoded. An answer is read only if this holds: half an answer is none.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> reply, out int records)
    {
        var stats = new StatsReader(reply);
        records = 0;
        while (stats.NextRecord())
        {
            records++;
            while (stats.NextParam())
            {
            }
        }

        return !stats._reader.Bad;
    }

    public bool NextRecord()
    {
        if (_records < 0)
            _records = _reader.ReadCount(Packet.MaxList, least: 28);
        if (_records == 0)
            return false;
        _records--;
        _reader.ReadString();
        _reader.ReadUInt128();
        _reader.ReadInt32();
        _params = _reader.ReadCount(MaxParams, least: 12);
        return !_reader.Bad;
    }

    public bool NextParam()
    {
        if (_params == 0)
            return false;
        _params--;
        Field = _reader.ReadString();
        Type = (ParamType)_reader.ReadInt32();
        Text = default;
        Bits = 0;
        switch (Type)
        {
            case ParamType.Int or ParamType.UInt or ParamType.Boolean:
                Bits = _reader.ReadUInt32();
                break;
            case ParamType.LLong or ParamType.ULLong or ParamType.Double:
                Bits = _reader.ReadUInt64();
                break;
            case ParamType.String:
                Text = _reader.ReadString();
                break;
            default:
                _reader.Fail();
                break;
        }

        return !_reader.Bad;
    }

    /// <summary>Takes a field of the form <c>group.DIGITS.rest</c> apart.</summary>
    public readonly bool Indexed(ReadOnlySpan<byte> group, out ReadOnlySpan<byte> index, out ReadOnlySpan<byte> rest)
    {
        index = rest = default;
        if (!Field.StartsWith(group))
            return false;
        var tail = Field[group.Length..];
        var digits = tail.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits <= 0 || digits + 1 >= tail.Length || tail[digits] != '.')
            return false;
        index = tail[..digits];
        rest = tail[(digits + 1)..];
        return true;
    }
}
