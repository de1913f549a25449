using System.Text.RegularExpressions;

namespace Validation.Simulators.StandIns.Collector.Filelog.Files;

/// <summary>Something in a directory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDirectory">A directory, also by way of a link.</param>
/// <param name="IsLink">A symbolic link.</param>
internal readonly record struct DirectoryItem(string Name, bool IsDirectory, bool IsLink);

/// <summary>The directories of the disk as they are in one look; each is read once, however many patterns ask.</summary>
internal sealed class Listings
{
    private readonly Dictionary<string, DirectoryItem[]> _directories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Regex> _names;

    /// <summary>A new look.</summary>
    /// <param name="names">Compiled patterns of names, kept over looks.</param>
    public Listings(Dictionary<string, Regex> names) => _names = names;

    /// <summary>What is in a directory (its path ends with a slash, or is empty), by name; nothing when it cannot be read.</summary>
    public IEnumerable<DirectoryItem> Of(string directory)
    {
        if (!_directories.TryGetValue(directory, out var items))
            _directories[directory] = items = Read(directory.Length == 0 ? "." : directory);
        return items;
    }

    /// <summary>Whether there is a file with that path.</summary>
    public bool IsFile(string path)
    {
        var slash = path.LastIndexOf('/') + 1;
        return Of(path[..slash]).Any(item => !item.IsDirectory && item.Name == path[slash..]);
    }

    /// <summary>The regular expression of a pattern of names.</summary>
    public Regex Name(string pattern, Func<string, string> regex)
    {
        if (!_names.TryGetValue(pattern, out var made))
            _names[pattern] = made = new Regex($@"\A{regex(pattern)}\z", RegexOptions.CultureInvariant);
        return made;
    }

    private static DirectoryItem[] Read(string directory)
    {
        try
        {
            var items = new DirectoryInfo(directory).EnumerateFileSystemInfos().Select(info =>
            {
                var isLink = info.LinkTarget is not null;
                return new DirectoryItem(info.Name, isLink ? Directory.Exists(info.FullName) : info is DirectoryInfo, isLink);
            }).ToArray();
            Array.Sort(items, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return items;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It vanished, or is not ours to read: the real one, too, finds nothing there and looks again at the next poll.
            return [];
        }
    }
}
