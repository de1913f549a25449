using System.IO.Compression;
using System.Text;
using Validation.Harness;
using Validation.Harness.Items;
using Validation.Steps.Loss;

namespace Validation.Steps.Tests.Loss;

public sealed class FileMarksTests
{
    private static readonly NumberedItems s_nova = new(new Seed(7), "nova");
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("file-marks-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Lines_of_the_file_and_of_its_rotations_are_found_packed_ones_too_and_no_others()
    {
        File.WriteAllText(At("0.log"), Lines(4, 5));
        File.WriteAllText(At("0.log.20261122-000000"), Lines(2, 3));
        using (var packed = new GZipStream(File.Create(At("0.log.20261121-000000.gz")), CompressionMode.Compress))
            packed.Write(Encoding.UTF8.GetBytes(Lines(0, 1)));
        File.WriteAllText(At("1.log"), Lines(9, 9));
        File.AppendAllText(At("0.log"), $"{s_nova.Mark(6).ToString()![..^1]}0x\n mark=nova/7/0000000000000000 not true\n");
        FileMarks.In(At("0.log"), s_nova).Order().ShouldBe([0L, 1, 2, 3, 4, 5]);
    }

    [Test]
    public void A_file_that_is_gone_has_no_lines() => FileMarks.In(At("none/0.log"), s_nova).ShouldBeEmpty();

    private string At(string name) => Path.Combine(_folder, name);

    private static string Lines(int from, int to) =>
        string.Concat(Enumerable.Range(from, to - from + 1).Select(i => $"2026-11-22T00:00:00Z stdout F {s_nova.Mark(i)} done\n"));
}
