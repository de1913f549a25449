using System.Globalization;
using System.Text;
using Validation.Harness;
using Validation.Simulators.StandIns.LibvirtExporter.Exposition;

namespace Validation.Simulators.StandIns.Tests.LibvirtExporter;

/// <summary>Pairs from Go's strconv.FormatFloat(v, 'g', -1, 64).</summary>
public sealed class GoFloatTests
{
    [TestCase(0, "0")]
    [TestCase(-0.0, "0")]
    [TestCase(1, "1")]
    [TestCase(-1, "-1")]
    [TestCase(10, "10")]
    [TestCase(999999, "999999")]
    [TestCase(1000000, "1e+06")]
    [TestCase(1234567, "1.234567e+06")]
    [TestCase(402572.5, "402572.5")]
    [TestCase(4294967296, "4.294967296e+09")]
    [TestCase(1e13, "1e+13")]
    [TestCase(9007199254740993, "9.007199254740992e+15")]
    [TestCase(18446744073709551615, "1.8446744073709552e+19")]
    [TestCase(1e21, "1e+21")]
    [TestCase(1e100, "1e+100")]
    [TestCase(1.7976931348623157e308, "1.7976931348623157e+308")]
    [TestCase(5e-324, "5e-324")]
    [TestCase(0.1, "0.1")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(0.00012345, "0.00012345")]
    [TestCase(0.00001, "1e-05")]
    [TestCase(1e-9, "1e-09")]
    [TestCase(0.004025688, "0.004025688")]
    [TestCase(25.925925925925927, "25.925925925925927")]
    [TestCase(-123456.789, "-123456.789")]
    [TestCase(1.79536840604622e9, "1.79536840604622e+09")]
    [TestCase(double.NaN, "NaN")]
    [TestCase(double.PositiveInfinity, "+Inf")]
    [TestCase(double.NegativeInfinity, "-Inf")]
    public void Numbers_are_written_as_go_writes_them(double value, string text) => Write(value).ShouldBe(text);

    [Test]
    public void Every_number_reads_back_as_itself_in_the_fewest_digits()
    {
        var random = new Seed(7).Random("floats");
        for (var i = 0; i < 20_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(value))
                continue;
            var text = Write(value);
            double.Parse(text, CultureInfo.InvariantCulture).ShouldBe(value);
            text.Length.ShouldBeLessThanOrEqualTo(24);
        }
    }

    private static string Write(double value)
    {
        Span<byte> bytes = stackalloc byte[GoFloat.MaxLength];
        return Encoding.ASCII.GetString(bytes[..GoFloat.Write(value, bytes)]);
    }
}
