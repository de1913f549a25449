using System.IO.Compression;
using Validation.Harness.Items;

namespace Validation.Steps.Loss;

/// <summary>Which numbered lines a log file holds, with all that its rotations left beside it.</summary>
public static class FileMarks
{
    /// <summary>The numbers of a stream's true marks in the file and in the files whose names begin with its name.</summary>
    public static IReadOnlySet<long> In(string path, NumberedItems items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var found = new HashSet<long>();
        if (Path.GetDirectoryName(path) is not { } folder || !Directory.Exists(folder))
            return found;
        foreach (var file in Directory.EnumerateFiles(folder, $"{Path.GetFileName(path)}*"))
        {
            using var reader = Open(file);
            while (reader.ReadLine() is { } line)
            {
                if (Mark.Find(line) is { } mark && mark.IsOf(items))
                    found.Add(mark.Seq);
            }
        }

        return found;
    }

    private static StreamReader Open(string file)
    {
        Stream stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new StreamReader(file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
    }
}
