using System.Buffers;
using Validation.Simulators.Libvirt.Protocol;

namespace Validation.Simulators.Libvirt.Server;

internal sealed partial class Connection
{
    private async Task AnswerAsync(PacketHeader call, byte[] payload, int length)
    {
        using var result = new XdrWriter();
        try
        {
            if (_session.Host.Faults.CutsOffAt(++_called))
            {
                CutOff();
                return;
            }

            var status = await MeetFaultsAsync(call, payload.AsMemory(0, length), result)
                ?? Dispatcher.Answer(call, payload.AsSpan(0, length), _session, result);
            await _outbox.SendAsync(result.Finish(call.Reply(status)));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone: its answer has no reader. Reading ends for the same reason.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(payload);
            _calls.Release();
        }
    }

    /// <summary>Null when the call is to be answered as ever.</summary>
    private async ValueTask<PacketStatus?> MeetFaultsAsync(PacketHeader call, ReadOnlyMemory<byte> payload, XdrWriter result)
    {
        if (Dispatcher.IsHeavy(call, payload.Span))
            await Task.Yield();
        if (!_session.Host.Faults.Concern(call))
            return null;
        try
        {
            await _session.Host.Faults.MeetAsync((Procedure)call.Procedure, payload, _session.Host, _stop.Token);
            return null;
        }
        catch (LibvirtException refused)
        {
            return Dispatcher.Refuse(refused, result);
        }
        catch (XdrException)
        {
            // What is wrong with it, its answer says.
            return null;
        }
    }
}
