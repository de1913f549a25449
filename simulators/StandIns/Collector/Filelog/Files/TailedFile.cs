using Microsoft.Win32.SafeHandles;

namespace Validation.Simulators.StandIns.Collector.Filelog.Files;

/// <summary>What is known of a file, whatever its name is now, and the open file while there is one.</summary>
internal sealed class TailedFile
{
    private SafeFileHandle? _handle;

    /// <summary>A file that was just found.</summary>
    public TailedFile(byte[] fingerprint, DateTimeOffset now) => (Fingerprint, LastNews) = (fingerprint, now);

    /// <summary>Its first bytes.</summary>
    public byte[] Fingerprint { get; private set; }

    /// <summary>Up to where it is read.</summary>
    public long Offset { get; set; }

    /// <summary>How long the unfinished line at its end was at the last look, bytes.</summary>
    public int Unfinished { get; set; }

    /// <summary>When something new was last seen.</summary>
    public DateTimeOffset LastNews { get; set; }

    /// <summary>Its path when it was last opened.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Its name when it was last opened.</summary>
    public string Name { get; private set; } = "";

    /// <summary>It is open.</summary>
    public bool IsOpen => _handle is not null;

    /// <summary>How long it is; 0 when it is not open.</summary>
    public long Length => _handle is null ? 0 : RandomAccess.GetLength(_handle);

    /// <summary>Takes over an open file.</summary>
    public void Open(SafeFileHandle handle, string path)
    {
        Close();
        _handle = handle;
        // The text stays the same object as long as the path does: operators remember what they made of it.
        if (path != Path)
            (Path, Name) = (path, System.IO.Path.GetFileName(path));
    }

    /// <summary>Closes it; what is known of it stays.</summary>
    public void Close()
    {
        _handle?.Dispose();
        _handle = null;
    }

    /// <summary>Reads from a place; 0 at the end, or when it is not open.</summary>
    public int Read(Span<byte> to, long from) => _handle is null ? 0 : RandomAccess.Read(_handle, to, from);

    /// <summary>The first bytes of an open file.</summary>
    public static byte[] FirstBytes(SafeFileHandle handle, int size)
    {
        var bytes = new byte[size];
        var length = 0;
        while (length < size && RandomAccess.Read(handle, bytes.AsSpan(length), length) is var read and > 0)
            length += read;
        return length == size ? bytes : bytes[..length];
    }

    /// <summary>Whether it still begins as it did.</summary>
    public bool IsWhatItWas(int fingerprintSize) => _handle is not null && FirstBytes(_handle, fingerprintSize).AsSpan().StartsWith(Fingerprint);

    /// <summary>Knows it by more bytes when it has grown.</summary>
    public void Refresh(int fingerprintSize)
    {
        if (_handle is null || Fingerprint.Length >= fingerprintSize)
            return;
        var now = FirstBytes(_handle, fingerprintSize);
        if (now.AsSpan().StartsWith(Fingerprint))
            Fingerprint = now;
    }
}
