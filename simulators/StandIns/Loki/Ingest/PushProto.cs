using Google.Protobuf;
using Snappier;
using Validation.Simulators.StandIns.Loki.Query;
using Validation.Simulators.StandIns.Loki.Store;

namespace Validation.Simulators.StandIns.Loki.Ingest;

/// <summary>
/// Reads a push in protobuf, compressed by Snappy: <c>logproto.PushRequest</c>. Source: grafana.com/docs/loki/latest/reference/loki-http-api,
/// "Ingest logs", and pkg/push/push.proto of Loki.
/// </summary>
internal static class PushProto
{
    /// <summary>How many bytes a body may have once it is unpacked.</summary>
    public const long MostPlain = 256 << 20;

    /// <exception cref="RefusedException">It is of another shape, or too long.</exception>
    public static Push Read(ReadOnlySpan<byte> body)
    {
        byte[] plain;
        try
        {
            // The first bytes say how long it will be, and may say anything.
            if (Snappy.GetUncompressedLength(body) is var length and > (int)MostPlain)
                throw RefusedException.TooLarge(length, MostPlain);
            plain = Snappy.DecompressToArray(body);
        }
        catch (Exception problem) when (problem is InvalidDataException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw RefusedException.BadRequest("snappy: corrupt input");
        }

        try
        {
            var streams = new List<PushedLines>();
            Each(new CodedInputStream(plain), (field, input) => Skip(field == 1, input, () => streams.Add(Stream(input.ReadBytes()))));
            return new Push(streams, "loki");
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw RefusedException.BadRequest(problem.Message);
        }
    }

    private static PushedLines Stream(ByteString bytes)
    {
        var (labels, lines) = ("{}", new List<PushedLine>());
        Each(bytes.CreateCodedInput(), (field, input) =>
        {
            if (field == 1)
                labels = input.ReadString();
            else
                Skip(field == 2, input, () => lines.Add(Entry(input.ReadBytes())));
        });
        return new PushedLines(LabelText.Parse(labels), lines);
    }

    private static PushedLine Entry(ByteString bytes)
    {
        var (at, line, metadata) = (0L, "", new List<Label>());
        Each(bytes.CreateCodedInput(), (field, input) =>
        {
            if (field == 1)
                at = Time(input.ReadBytes());
            else if (field == 2)
                line = input.ReadString();
            else
                Skip(field == 3, input, () => metadata.Add(Pair(input.ReadBytes())));
        });
        return new PushedLine(at, line, metadata);
    }

    private static long Time(ByteString bytes)
    {
        var (seconds, nanos) = (0L, 0);
        Each(bytes.CreateCodedInput(), (field, input) =>
        {
            if (field == 1)
                seconds = input.ReadInt64();
            else
                Skip(field == 2, input, () => nanos = input.ReadInt32());
        });
        return (seconds * Times.Second) + nanos;
    }

    private static Label Pair(ByteString bytes)
    {
        var (name, value) = ("", "");
        Each(bytes.CreateCodedInput(), (field, input) =>
        {
            if (field == 1)
                name = input.ReadString();
            else
                Skip(field == 2, input, () => value = input.ReadString());
        });
        return new Label(name, value);
    }

    private static void Each(CodedInputStream input, Action<int, CodedInputStream> field)
    {
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
            field(WireFormat.GetTagFieldNumber(tag), input);
    }

    private static void Skip(bool known, CodedInputStream input, Action read)
    {
        if (known)
            read();
        else
            input.SkipLastField();
    }
}
