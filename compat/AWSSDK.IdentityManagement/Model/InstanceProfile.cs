using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public class InstanceProfile
{
    public string Path { get; set; }

    public string InstanceProfileName { get; set; }

    public string InstanceProfileId { get; set; }

    public string Arn { get; set; }

    public DateTime? CreateDate { get; set; }

    public List<Role> Roles { get; set; }

    public List<Tag> Tags { get; set; }
}

public class CreateInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }

    public string Path { get; set; }

    public List<Tag> Tags { get; set; }
}

public class CreateInstanceProfileResponse : AmazonWebServiceResponse
{
    public InstanceProfile InstanceProfile { get; set; }
}

public class GetInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
}

public class GetInstanceProfileResponse : AmazonWebServiceResponse
{
    public InstanceProfile InstanceProfile { get; set; }
}

public class DeleteInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }
}

public class DeleteInstanceProfileResponse : AmazonWebServiceResponse
{
}

public class AddRoleToInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }

    public string RoleName { get; set; }
}

public class AddRoleToInstanceProfileResponse : AmazonWebServiceResponse
{
}

public class RemoveRoleFromInstanceProfileRequest : AmazonIdentityManagementServiceRequest
{
    public string InstanceProfileName { get; set; }

    public string RoleName { get; set; }
}

public class RemoveRoleFromInstanceProfileResponse : AmazonWebServiceResponse
{
}

public class ListInstanceProfilesRequest : AmazonIdentityManagementServiceRequest
{
    public string PathPrefix { get; set; }

    public string Marker { get; set; }

    public int? MaxItems { get; set; }
}

public class ListInstanceProfilesResponse : AmazonWebServiceResponse
{
    public List<InstanceProfile> InstanceProfiles { get; set; }

    public bool? IsTruncated { get; set; }

    public string Marker { get; set; }
}

public class ListInstanceProfilesForRoleRequest : AmazonIdentityManagementServiceRequest
{
    public string RoleName { get; set; }

    public string Marker { get; set; }

    public int? MaxItems { get; set; }
}

public class ListInstanceProfilesForRoleResponse : AmazonWebServiceResponse
{
    public List<InstanceProfile> InstanceProfiles { get; set; }

    public bool? IsTruncated { get; set; }

    public string Marker { get; set; }
}
