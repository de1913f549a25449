using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Tests;

internal sealed class XdrTests
{
    private static readonly Guid Uuid = Guid.Parse("6695eb01-f6a4-8304-79aa-97f2502e193f");

    [Test]
    public void Numbers_and_strings_are_big_endian_and_padded() =>
        Convert.ToHexStringLower(RawClient.Payload(w =>
        {
            w.Text("vda");
            w.Int(-1);
            w.UHyper(0x0102030405060708);
            w.OptionalText(null);
            w.OptionalText("ab");
            w.Characters("t");
            w.Bytes("abcd"u8);
        })).ShouldBe("0000000376646100" + "ffffffff" + "0102030405060708" + "00000000" + "000000010000000261620000" + "0000000100000074" + "0000000461626364");

    [Test]
    public void A_domain_is_written_as_libvirtd_wrote_it() =>
        Convert.ToHexStringLower(RawClient.Payload(w => w.Domain("test", Uuid, 1))).ShouldBe("00000004746573746695eb01f6a4830479aa97f2502e193f00000001");

    [Test]
    public void What_was_written_is_read_back()
    {
        var reader = new XdrReader(RawClient.Payload(w =>
        {
            w.Domain("é", Uuid, -1);
            w.Hyper(long.MinValue);
            w.Double(0.5);
            w.OptionalText("x");
            w.Flag(true);
        }));
        reader.Domain().ShouldBe(new DomainReference("é", Uuid, -1));
        reader.Hyper().ShouldBe(long.MinValue);
        reader.Double().ShouldBe(0.5);
        reader.OptionalText().ShouldBe("x");
        reader.Flag().ShouldBeTrue();
        reader.Left.ShouldBe(0);
    }

    [Test]
    public void Any_flag_but_zero_is_true_as_one_client_sends_it_little_endian()
    {
        var reader = new XdrReader(Convert.FromHexString("010000000000000e71656d753a2f2f2f73797374656d0000"));
        reader.OptionalText().ShouldBe("qemu:///system");
    }

    [TestCase("")]
    [TestCase("000000")]
    [TestCase("0000000461")]
    [TestCase("ffffffff61626364")]
    [TestCase("00000003616263")]
    [TestCase("00400001")]
    public void A_string_that_says_more_than_is_there_is_refused(string hex) =>
        Should.Throw<XdrException>(() => new XdrReader(Convert.FromHexString(hex)).Text());

    [Test]
    public void A_packet_has_a_largest_size()
    {
        using var writer = new XdrWriter();
        var megabyte = new byte[1024 * 1024];
        for (var i = 0; i < 31; i++)
            writer.Bytes(megabyte);
        Should.Throw<LibvirtException>(() => writer.Bytes(megabyte)).Message.ShouldBe("Unable to encode message payload");
    }

    [Test]
    public void A_header_survives_the_round_trip()
    {
        var bytes = Convert.FromHexString("0000001c" + "20008086" + "00000001" + "00000042" + "00000000" + "00000007" + "00000000");
        var header = PacketHeader.Read(bytes);
        header.ShouldBe(new PacketHeader(28, Programs.Remote, 1, 66, PacketType.Call, 7, PacketStatus.Ok));
        var again = new byte[Limits.Header];
        header.Write(again);
        again.ShouldBe(bytes);
    }

    [Test]
    public void The_procedure_numbers_are_those_of_the_table()
    {
        var rows = File.ReadLines(Path.Combine(TestContext.CurrentContext.TestDirectory, "procedures-9.0.0.tsv"))
            .Select(line => line.Split('\t')).Where(row => row[0] == "0x20008086").ToDictionary(row => int.Parse(row[1]), row => row[2]);
        rows.Count.ShouldBe(443);
        Enum.GetValues<Procedure>().ToDictionary(p => (int)p, p => p.ToString().ToUpperInvariant())
            .ShouldBe(rows.ToDictionary(row => row.Key, row => row.Value.Replace("_", "", StringComparison.Ordinal)), ignoreOrder: true);
    }
}
