using System.IO.Compression;
using Validation.Simulators.StandIns.Http;

namespace Validation.Simulators.StandIns.Tests.Http;

[CancelAfter(30_000)]
public sealed class PackedBodyTests
{
    private static readonly byte[] s_plain = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i / 7))];

    [TestCase("")]
    [TestCase("identity")]
    [TestCase("gzip")]
    [TestCase("deflate")]
    [TestCase("zlib")]
    public async Task A_body_is_unpacked_as_its_encoding_says(string encoding, CancellationToken stop) =>
        (await ReadAsync(Pack(encoding, s_plain), encoding, stop)).ShouldBe(s_plain);

    // .NET's streams take what is cut off for what has ended, so that a batch would be taken whose end never came.
    [TestCase("gzip")]
    [TestCase("zlib")]
    public async Task A_packed_body_that_was_cut_off_anywhere_is_refused(string encoding, CancellationToken stop)
    {
        var packed = Pack(encoding, s_plain);

        for (var length = 0; length < packed.Length; length++)
        {
            var problem = await Should.ThrowAsync<InvalidDataException>(ReadAsync(packed[..length], encoding, stop), $"{length} of {packed.Length} bytes");
            problem.Message.ShouldBeOneOf("EOF", "unexpected EOF", "zlib: invalid header");
        }
    }

    [TestCase("gzip", "gzip: invalid header")]
    [TestCase("zlib", "zlib: invalid header")]
    public async Task A_body_that_is_not_packed_as_it_says_is_refused(string encoding, string words, CancellationToken stop) =>
        (await Should.ThrowAsync<InvalidDataException>(ReadAsync("[]                 "u8.ToArray(), encoding, stop))).Message.ShouldBe(words);

    [Test]
    public async Task Gzip_may_have_several_members_and_nothing_else_behind_them(CancellationToken stop)
    {
        byte[] both = [.. Pack("gzip", s_plain[..1000]), .. Pack("gzip", s_plain[1000..])];

        (await ReadAsync(both, "gzip", stop)).ShouldBe(s_plain);
        await Should.ThrowAsync<InvalidDataException>(ReadAsync([.. both, 1, 2, 3], "gzip", stop));
    }

    [TestCase("", 3000, true)]
    [TestCase("", 2999, false)]
    [TestCase("gzip", 3000, true)]
    [TestCase("gzip", 2999, false)]
    [TestCase("zlib", 3000, true)]
    [TestCase("zlib", 2999, false)]
    public async Task A_body_is_never_longer_than_allowed(string encoding, int most, bool taken, CancellationToken stop)
    {
        var zeros = new byte[3000];

        var reading = PackedBody.ReadAsync(new MemoryStream(Pack(encoding, zeros)), encoding, most, stop);

        if (taken)
            (await reading).ToArray().ShouldBe(zeros);
        else
            (await Should.ThrowAsync<InvalidDataException>(reading)).Message.ShouldBe(PackedBody.TooLarge);
    }

    [Test]
    public async Task A_body_that_does_not_end_is_left_when_it_is_too_long(CancellationToken stop)
    {
        var endless = new Endless();

        (await Should.ThrowAsync<InvalidDataException>(PackedBody.ReadAsync(endless, "", 1 << 20, stop))).Message.ShouldBe(PackedBody.TooLarge);

        endless.Given.ShouldBeInRange(1 << 20, 2 << 20);
    }

    private static async Task<byte[]> ReadAsync(byte[] body, string encoding, CancellationToken stop) =>
        (await PackedBody.ReadAsync(new MemoryStream(body), encoding, PackedBody.Most, stop)).ToArray();

    private static byte[] Pack(string encoding, byte[] plain)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" or "zlib" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BufferedStream(packed),
        })
        {
            packing.Write(plain);
            packing.Flush();
            if (packing is BufferedStream)
                return packed.ToArray();
        }

        return packed.ToArray();
    }

    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
