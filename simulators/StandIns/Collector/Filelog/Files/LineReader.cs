namespace Validation.Simulators.StandIns.Collector.Filelog.Files;

/// <summary>Takes the lines out of a file from where it was read up to, some at a time. One buffer serves all files, one after the other.</summary>
internal sealed class LineReader(FilelogSettings settings, TimeProvider clock)
{
    private static readonly byte[] s_blanks = "\r\n\t "u8.ToArray();
    private byte[] _buffer = new byte[64 * 1024];
    private TailedFile? _file;
    private long _readTo;
    private int _start;
    private int _end;
    private int _searched;
    private bool _any;

    /// <summary>Begins with a file.</summary>
    public void Begin(TailedFile file)
    {
        (_file, _readTo, _start, _end, _searched, _any) = (file, file.Offset, 0, 0, 0, false);
    }

    /// <summary>Takes up to so many lines; fewer at the end of the file. Empty lines are passed over.</summary>
    /// <returns>False when the file has no more for now.</returns>
    public bool Take(int most, List<string> lines)
    {
        var file = _file!;
        lines.Clear();
        while (lines.Count < most)
        {
            if (TryLine(out var length, out var step))
            {
                Emit(length, step, lines);
                (file.LastNews, file.Unfinished) = (clock.GetUtcNow(), 0);
            }
            else if (!Fill())
            {
                TakeUnfinished(file, lines);
                file.Offset = _readTo - (_end - _start);
                if (_any)
                    file.Refresh(settings.FingerprintSize);
                return false;
            }
        }

        file.Offset = _readTo - (_end - _start);
        return true;
    }

    // A line, or as much of one as may be in a record.
    private bool TryLine(out int length, out int step)
    {
        var data = _buffer.AsSpan(_start, _end - _start);
        var newline = data[_searched..].IndexOf((byte)'\n');
        if (newline >= 0)
        {
            length = newline + _searched;
            step = length + 1;
            if (length > 0 && data[length - 1] == '\r')
                length--;
        }
        else
        {
            _searched = data.Length;
            length = step = data.Length;
            if (data.Length < settings.MaxLogSize)
                return false;
        }

        if (length > settings.MaxLogSize || newline < 0)
            length = step = settings.MaxLogSize;
        return true;
    }

    private void Emit(int length, int step, List<string> lines)
    {
        ReadOnlySpan<byte> line = _buffer.AsSpan(_start, length);
        if (!settings.KeepTrailing)
            line = line.TrimEnd(s_blanks);
        if (!settings.KeepLeading)
            line = line.TrimStart(s_blanks);
        if (line.Length > 0)
            lines.Add(Utf8.Decode(line));
        _start += step;
        _searched = 0;
    }

    // The line at the end that no line feed ends: taken when nothing new came for a while.
    private void TakeUnfinished(TailedFile file, List<string> lines)
    {
        var length = _end - _start;
        if (length == 0 || settings.ForceFlush <= TimeSpan.Zero)
        {
            file.Unfinished = 0;
            return;
        }

        var now = clock.GetUtcNow();
        if (length > file.Unfinished)
        {
            (file.LastNews, file.Unfinished) = (now, length);
        }
        else if (now - file.LastNews > settings.ForceFlush)
        {
            (file.LastNews, file.Unfinished) = (now, 0);
            Emit(length, length, lines);
        }
    }

    private bool Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = _file!.Read(_buffer.AsSpan(_end), _readTo);
        _end += read;
        _readTo += read;
        _any |= read > 0;
        return read > 0;
    }
}
