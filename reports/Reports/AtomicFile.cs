namespace Validation.Reports;

/// <summary>Writes files so that a reader finds the old one or the new one whole, never half of one.</summary>
internal static class AtomicFile
{
    /// <summary>Ending of the file while it is being written; one that a kill left is replaced by the next write.</summary>
    public const string Unfinished = ".part";

    public static void Write(string path, string text)
    {
        File.WriteAllText(path + Unfinished, text);
        File.Move(path + Unfinished, path, overwrite: true);
    }

    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(path + Unfinished, bytes);
        File.Move(path + Unfinished, path, overwrite: true);
    }

    public static void Copy(string from, string path)
    {
        File.Copy(from, path + Unfinished, overwrite: true);
        File.Move(path + Unfinished, path, overwrite: true);
    }
}
